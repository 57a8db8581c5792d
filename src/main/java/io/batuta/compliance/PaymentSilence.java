package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Who paid, however little, is left alone on the debtor's day of the payment, and for as many days
 * after it as the house adds.
 *
 * @param days of silence, the day of the payment among them
 */
record PaymentSilence(String id, int days) implements Rule {

  @Override
  public Finality finality() {
    return Finality.PAID;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    Instant paidAt = situation.history().lastPaidAt();
    if (paidAt == null) {
      return Optional.empty();
    }
    LocalDate over = LocalDate.ofInstant(paidAt, situation.zone()).plusDays(days);
    Instant notBefore = over.atStartOfDay(situation.zone()).toInstant();
    return contact.at().isBefore(notBefore)
        ? Optional.of(new Refused(Reason.PAID, id, notBefore))
        : Optional.empty();
  }
}
