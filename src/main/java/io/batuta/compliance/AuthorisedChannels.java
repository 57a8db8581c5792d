package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import java.util.Optional;
import java.util.Set;

/**
 * Only the channels that the debtor agreed to. A portfolio that says nothing of them stands for a
 * creditor that was given all; an empty list is a debtor who was given none.
 */
final class AuthorisedChannels implements Rule {

  private final String id;

  AuthorisedChannels(String id) {
    this.id = id;
  }

  @Override
  public Finality finality() {
    return Finality.NOT_AUTHORISED;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    Set<Channel> authorised = situation.authorised();
    return authorised == null || authorised.contains(contact.channel())
        ? Optional.empty()
        : Optional.of(new Refused(Reason.CHANNEL_NOT_AUTHORISED, id, null));
  }
}
