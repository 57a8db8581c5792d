package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import java.util.Optional;

/** An address that said stop is silent on that channel, for everybody who shares it. */
record OptOut(String id) implements Rule {

  @Override
  public Finality finality() {
    return Finality.OPTED_OUT;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    return contact.optedOut()
        ? Optional.of(new Refused(Reason.OPTED_OUT, id, null))
        : Optional.empty();
  }
}
