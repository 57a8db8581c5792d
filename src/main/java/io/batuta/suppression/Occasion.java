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

/** The contact on whose occasion something was said or happened, as facts name it. */
public record Occasion(
    CreditorId creditor,
    DebtorId debtor,
    AccountId account,
    ContactId contact,
    LocalDate night,
    long campaign,
    Channel channel,
    ContactPointId point) {

  /** A fact about this contact. */
  public ContactFact fact(FactKind kind, Instant occurredAt) {
    return ContactFact.about(creditor, debtor, kind, occurredAt)
        .ofContact(contact, night, campaign, account)
        .on(channel, point);
  }
}
