package io.batuta.campaign;

import io.batuta.campaign.Law.Permit;
import io.batuta.compliance.Situation;
import io.batuta.compliance.Verdict;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A law that any test can hold in its head: contact from 07:00 to 19:00 on every day, none with an
 * open promise. It can be told to break down, as a process that dies would.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class FakeLaw implements Law {

  private final AtomicInteger answersLeft = new AtomicInteger(Integer.MAX_VALUE);

  /** After so many more answers, everything fails, until told otherwise. */
  void breakDownAfter(int answers) {
    answersLeft.set(answers);
  }

  void recover() {
    answersLeft.set(Integer.MAX_VALUE);
  }

  @Override
  public Permits of(Creditor creditor, JsonObject houseRules) {
    return (situation, channel, optedOut, from, until) -> {
      if (answersLeft.getAndDecrement() <= 0) {
        throw new IllegalStateException("the process died");
      }
      return answer(situation, channel, from, until);
    };
  }

  static Permit answer(Situation situation, Channel channel, Instant from, Instant until) {
    if (situation.history().promiseDueOn() != null) {
      return refusal(Reason.OPEN_PROMISE, null);
    }
    ZonedDateTime local = from.atZone(situation.zone());
    ZonedDateTime opens = local.with(LocalTime.of(7, 0));
    Instant closes = local.with(LocalTime.of(19, 0)).toInstant();
    Instant at = from.isBefore(opens.toInstant()) ? opens.toInstant() : from;
    return at.isBefore(closes) && at.isBefore(until)
        ? new Permit.Opening(at, closes)
        : refusal(Reason.OUTSIDE_WINDOW, opens.plusDays(1).toInstant());
  }

  private static Permit refusal(Reason reason, Instant notBefore) {
    return new Permit.Refusal(new Verdict.Refused(reason, "fake/" + reason, notBefore));
  }
}
