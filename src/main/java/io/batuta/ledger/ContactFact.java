package io.batuta.ledger;

import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, or was decided, about contacting one debtor. Ids, codes, amounts and
 * times only: never a name, an address or a word.
 *
 * <p>One record for all kinds, since all are stored, folded and shown in one row shape; what a kind
 * must have is a named constraint of the table. Build with {@link #about} and the {@code with}
 * methods.
 *
 * @param night the business date of the plan it belongs to, if any
 * @param dueOn of a promise
 * @param detail why: rule, source, odds; codes and numbers only
 * @param occurredAt by the clock of whoever it happened to
 */
public record ContactFact(
    CreditorId creditor,
    DebtorId debtor,
    FactKind kind,
    Instant occurredAt,
    @Nullable AccountId account,
    @Nullable ContactId contact,
    @Nullable LocalDate night,
    @Nullable Long campaign,
    @Nullable Channel channel,
    @Nullable ContactPointId point,
    @Nullable Reason reason,
    @Nullable Money amount,
    @Nullable LocalDate dueOn,
    JsonObject detail) {

  public ContactFact {
    Objects.requireNonNull(detail);
  }

  /** A fact with nothing but its subject, kind and time. */
  public static ContactFact about(
      CreditorId creditor, DebtorId debtor, FactKind kind, Instant occurredAt) {
    return new ContactFact(
        creditor,
        debtor,
        kind,
        occurredAt,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new JsonObject());
  }

  /** Of one planned contact. */
  public ContactFact ofContact(
      ContactId id,
      @Nullable LocalDate night,
      @Nullable Long campaign,
      @Nullable AccountId account) {
    return new ContactFact(
        creditor,
        debtor,
        kind,
        occurredAt,
        account,
        id,
        night,
        campaign,
        channel,
        point,
        reason,
        amount,
        dueOn,
        detail);
  }

  public ContactFact on(Channel channel, @Nullable ContactPointId point) {
    return new ContactFact(
        creditor,
        debtor,
        kind,
        occurredAt,
        account,
        contact,
        night,
        campaign,
        channel,
        point,
        reason,
        amount,
        dueOn,
        detail);
  }

  public ContactFact because(Reason reason) {
    return new ContactFact(
        creditor,
        debtor,
        kind,
        occurredAt,
        account,
        contact,
        night,
        campaign,
        channel,
        point,
        reason,
        amount,
        dueOn,
        detail);
  }

  /** Of a night and campaign, where no contact came of it. */
  public ContactFact inNight(LocalDate night, @Nullable Long campaign) {
    return new ContactFact(
        creditor,
        debtor,
        kind,
        occurredAt,
        account,
        contact,
        night,
        campaign,
        channel,
        point,
        reason,
        amount,
        dueOn,
        detail);
  }

  public ContactFact worth(@Nullable Money amount, @Nullable LocalDate dueOn) {
    return new ContactFact(
        creditor,
        debtor,
        kind,
        occurredAt,
        account,
        contact,
        night,
        campaign,
        channel,
        point,
        reason,
        amount,
        dueOn,
        detail);
  }

  public ContactFact explained(JsonObject detail) {
    return new ContactFact(
        creditor,
        debtor,
        kind,
        occurredAt,
        account,
        contact,
        night,
        campaign,
        channel,
        point,
        reason,
        amount,
        dueOn,
        detail);
  }
}
