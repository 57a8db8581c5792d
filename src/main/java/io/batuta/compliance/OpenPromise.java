package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Who promised is trusted until the promised day is over, by the debtor's calendar. */
record OpenPromise(String id) implements Rule {

  @Override
  public Finality finality() {
    return Finality.PROMISED;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    LocalDate due = situation.history().promiseDueOn();
    if (due == null) {
      return Optional.empty();
    }
    Instant notBefore = due.plusDays(1).atStartOfDay(situation.zone()).toInstant();
    return contact.at().isBefore(notBefore)
        ? Optional.of(new Refused(Reason.OPEN_PROMISE, id, notBefore))
        : Optional.empty();
  }
}
