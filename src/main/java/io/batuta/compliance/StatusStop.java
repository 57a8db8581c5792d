package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.DebtorStatus;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A debtor in one of these states is left alone until somebody changes the state. */
final class StatusStop implements Rule {

  private final String id;
  private final Set<DebtorStatus> statuses;

  StatusStop(String id, Set<DebtorStatus> statuses) {
    this.id = id;
    this.statuses = EnumSet.copyOf(statuses);
  }

  @Override
  public Finality finality() {
    return Finality.STATUS;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    return statuses.contains(situation.status())
        ? Optional.of(new Refused(reason(situation.status()), id, null))
        : Optional.empty();
  }

  private static Reason reason(DebtorStatus status) {
    return status == DebtorStatus.HELD ? Reason.HELD : Reason.STATUS;
  }
}
