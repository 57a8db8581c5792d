package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.ChannelClass;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Nobody is sought at work in these ways. */
final class Workplace implements Rule {

  private final String id;
  private final Set<ChannelClass> classes;

  Workplace(String id, Set<ChannelClass> classes) {
    this.id = id;
    this.classes = EnumSet.copyOf(classes);
  }

  @Override
  public Finality finality() {
    return Finality.NOT_AUTHORISED;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    return contact.addressee().atWork() && classes.contains(contact.channel().channelClass())
        ? Optional.of(new Refused(Reason.WORKPLACE, id, null))
        : Optional.empty();
  }
}
