package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.ChannelClass;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Ways of contact that the law does not let anybody authorise. */
final class BarredClasses implements Rule {

  private final String id;
  private final Set<ChannelClass> classes;

  BarredClasses(String id, Set<ChannelClass> classes) {
    this.id = id;
    this.classes = EnumSet.copyOf(classes);
  }

  @Override
  public Finality finality() {
    return Finality.NOT_AUTHORISED;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    return classes.contains(contact.channel().channelClass())
        ? Optional.of(new Refused(Reason.CHANNEL_NOT_AUTHORISED, id, null))
        : Optional.empty();
  }
}
