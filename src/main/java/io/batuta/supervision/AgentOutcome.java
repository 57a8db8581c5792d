package io.batuta.supervision;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent reports of one contact.
 *
 * @param promise there when the result is a promise, and only then
 * @param note in the agent's words; kept beside the ledger
 * @param request made from the caller's {@code Idempotency-Key}: the same one is recorded once;
 *     null: none was given
 */
public record AgentOutcome(
    Channel channel,
    @Nullable ContactPointId point,
    AgentResult result,
    @Nullable Promised promise,
    @Nullable String note,
    @Nullable UUID request) {

  /** What was promised; a null amount: none was said. */
  public record Promised(@Nullable Money amount, LocalDate dueOn) {}

  public AgentOutcome {
    if ((promise != null) != (result == AgentResult.PROMISED)) {
      throw new IllegalArgumentException("a promise comes with the result promised, and no other");
    }
  }
}
