package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import java.util.Optional;

/** Who demanded that all contact end hears nothing more, by no channel. */
record Ceased(String id) implements Rule {

  @Override
  public Finality finality() {
    return Finality.STATUS;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    return situation.ceased()
        ? Optional.of(new Refused(Reason.CEASED, id, null))
        : Optional.empty();
  }
}
