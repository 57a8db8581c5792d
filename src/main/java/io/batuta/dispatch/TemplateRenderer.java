package io.batuta.dispatch;

import io.batuta.message.MessageRenderer;
import io.batuta.message.MessageTemplate;
import io.batuta.message.MessageValues;
import io.batuta.message.RenderedMessage;
import io.batuta.message.Unrenderable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The message of a claimed contact, with the debtor's values of this moment. */
@ApplicationScoped
class TemplateRenderer implements Renderer {

  private final MessageRenderer renderer;

  TemplateRenderer(MessageRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public Optional<RenderedMessage> render(Claim claim, LocalDate today) {
    MessageTemplate template = claim.template();
    LocalDate dueDate = claim.dueDate();
    String name = claim.name();
    if (template == null || dueDate == null || name == null) {
      return Optional.empty();
    }
    MessageValues values =
        new MessageValues(
            name,
            claim.creditor().name(),
            claim.balance(),
            Math.toIntExact(ChronoUnit.DAYS.between(dueDate, today)),
            dueDate,
            template.language(),
            claim.creditor().country());
    return switch (renderer.render(template, values)) {
      case RenderedMessage message -> Optional.of(message);
      case Unrenderable missing -> Optional.empty();
    };
  }
}
