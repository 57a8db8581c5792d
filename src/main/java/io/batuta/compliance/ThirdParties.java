package io.batuta.compliance;

import io.batuta.compliance.Addressee.Party;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A debt is spoken of with those who owe it, and with nobody else. */
final class ThirdParties implements Rule {

  private final String id;
  private final Set<Party> allowed;

  /**
   * @param allowed who may be contacted; never empty
   */
  ThirdParties(String id, Set<Party> allowed) {
    this.id = id;
    this.allowed = EnumSet.copyOf(allowed);
  }

  @Override
  public Finality finality() {
    return Finality.NOT_AUTHORISED;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    return allowed.contains(contact.addressee().party())
        ? Optional.empty()
        : Optional.of(new Refused(Reason.THIRD_PARTY, id, null));
  }
}
