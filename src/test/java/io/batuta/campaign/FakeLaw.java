package io.batuta.campaign;

import io.batuta.compliance.ProposedContact;
import io.batuta.compliance.Rulebook;
import io.batuta.compliance.Situation;
import io.batuta.compliance.Verdict;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Creditor;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A law that any test can hold in its head: contact from 07:00 to 19:00 on every day, none with an
 * open promise. It can be told to break down, as a process that dies would. Enabled by {@link
 * UnderFakeLaw}.
 */
@ApplicationScoped
@Alternative
class FakeLaw implements Rulebooks {

  private final AtomicInteger answersLeft = new AtomicInteger(Integer.MAX_VALUE);

  /** After so many more answers, everything fails, until told otherwise. */
  void breakDownAfter(int answers) {
    answersLeft.set(answers);
  }

  void recover() {
    answersLeft.set(Integer.MAX_VALUE);
  }

  @Override
  public Rulebook of(Creditor creditor, JsonObject house) {
    return (situation, contact) -> {
      if (answersLeft.getAndDecrement() <= 0) {
        throw new IllegalStateException("the process died");
      }
      return answer(situation, contact);
    };
  }

  static Verdict answer(Situation situation, ProposedContact contact) {
    if (situation.history().promiseDueOn() != null) {
      return new Verdict.Refused(Reason.OPEN_PROMISE, "fake/promise", null);
    }
    ZonedDateTime local = contact.at().atZone(situation.zone());
    Instant opens = local.with(LocalTime.of(7, 0)).toInstant();
    Instant closes = local.with(LocalTime.of(19, 0)).toInstant();
    if (contact.at().isBefore(opens)) {
      return new Verdict.Refused(Reason.OUTSIDE_WINDOW, "fake/window", opens);
    }
    return contact.at().isBefore(closes)
        ? new Verdict.Permitted(closes)
        : new Verdict.Refused(
            Reason.OUTSIDE_WINDOW,
            "fake/window",
            local.plusDays(1).with(LocalTime.of(7, 0)).toInstant());
  }
}
