package io.batuta.dispatch;

import io.batuta.message.RenderedMessage;
import java.time.LocalDate;
import java.util.Optional;

/** Puts a debtor's values into the template of a claimed contact. */
@FunctionalInterface
public interface Renderer {

  /**
   * @param today the creditor's business date
   * @return empty when a value that the template names is missing
   */
  Optional<RenderedMessage> render(Claim claim, LocalDate today);
}
