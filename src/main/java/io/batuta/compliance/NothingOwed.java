package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import java.util.Optional;

/** Who owes nothing, or has a credit, hears nothing. */
record NothingOwed(String id) implements Rule {

  @Override
  public Finality finality() {
    return Finality.NOTHING_OWED;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    return situation.balanceMinor() <= 0
        ? Optional.of(new Refused(Reason.NOTHING_OWED, id, null))
        : Optional.empty();
  }
}
