package io.batuta.dispatch;

import io.batuta.campaign.SituationReader;
import io.batuta.compliance.Situation;
import io.batuta.ledger.ContactId;
import io.batuta.message.MessageTemplate;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.Money;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A contact that this run holds, with all that judging, rendering and sending it needs.
 *
 * @param expiresAt end of the legal window it was planned for
 * @param house the creditor's own bounds, as stored; null: none
 * @param sender null when the creditor's channel goes by another provider by now
 * @param address null when the contact point is gone, or no longer usable
 * @param optedOut the address said stop on this channel
 * @param stopped something ended contact since this was planned
 * @param template null when it is gone
 * @param name of the person; null when nobody knows
 * @param dueDate of the oldest account that owes; null when nothing is owed
 */
public record Claim(
    ContactId contact,
    Channel channel,
    Instant expiresAt,
    Creditor creditor,
    @Nullable JsonObject house,
    @Nullable String sender,
    @Nullable String address,
    boolean optedOut,
    boolean stopped,
    @Nullable MessageTemplate template,
    @Nullable String name,
    String language,
    Money balance,
    @Nullable LocalDate dueDate,
    Situation situation)
    implements Claimed {

  /** Reads a row of {@code claim-due.sql}; never fails. */
  static Claimed read(Row row) {
    ContactId contact = new ContactId(row.getUUID("contact_id"));
    try {
      return read(contact, row);
    } catch (RuntimeException e) {
      return new BrokenClaim(contact, e.getClass().getSimpleName());
    }
  }

  private static Claim read(ContactId contact, Row row) {
    Channel channel = Channel.valueOf(row.getString("channel"));
    Creditor creditor = creditor(row);
    return new Claim(
        contact,
        channel,
        row.getOffsetDateTime("expires_at").toInstant(),
        creditor,
        (JsonObject) row.getValue("house_rules"),
        row.getString("sender"),
        "usable".equals(row.getString("point_status")) ? row.getString("address") : null,
        row.getBoolean("opted_out"),
        row.getBoolean("stopped"),
        template(channel, row),
        row.getString("person_name"),
        row.getString("language"),
        new Money(row.getLong("balance_minor"), creditor.currency()),
        row.getLocalDate("due_date"),
        SituationReader.read(row));
  }

  private static Creditor creditor(Row row) {
    return new Creditor(
        new CreditorId(row.getInteger("creditor_id")),
        row.getString("creditor_code"),
        row.getString("creditor_name"),
        row.getString("country"),
        row.getString("creditor_region"),
        Currency.getInstance(row.getString("currency")),
        ZoneId.of(row.getString("creditor_time_zone")),
        row.getString("supervisor"),
        row.getBoolean("fictional"));
  }

  private static @Nullable MessageTemplate template(Channel channel, Row row) {
    Long id = row.getLong("template_id");
    return id == null
        ? null
        : new MessageTemplate(
            id,
            row.getString("template_name"),
            row.getInteger("template_version"),
            channel,
            row.getString("template_language"),
            row.getString("template_subject"),
            row.getString("template_body"));
  }
}
