package io.batuta.suppression;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The contact on whose occasion something was said or happened, as facts name it. One that an agent
 * made by hand belongs to no night, and may concern no account or contact point that we know.
 */
public record Occasion(
    CreditorId creditor,
    DebtorId debtor,
    @Nullable AccountId account,
    ContactId contact,
    @Nullable LocalDate night,
    @Nullable Long campaign,
    Channel channel,
    @Nullable ContactPointId point) {

  /** A fact about this contact. */
  public ContactFact fact(FactKind kind, Instant occurredAt) {
    return ContactFact.about(creditor, debtor, kind, occurredAt)
        .ofContact(contact, night, campaign, account)
        .on(channel, point);
  }
}
