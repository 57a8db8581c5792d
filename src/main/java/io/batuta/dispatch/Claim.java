package io.batuta.dispatch;

import io.batuta.campaign.SituationReader;
import io.batuta.compliance.Situation;
import io.batuta.ledger.ContactId;
import io.batuta.message.MessageTemplate;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import io.batuta.privacy.CreditorKey;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonalData;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * @param key of the person, for the words that leave; null where it has none, or was erased
 * @param costs what it takes of its channel's money; null where its creditor has no bounds of its
 *     own
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
    @Nullable DataKey key,
    String language,
    Money balance,
    @Nullable LocalDate dueDate,
    @Nullable Cost costs,
    Situation situation)
    implements Claimed {

  /** Reads the rows of {@code claim-due.sql}; never fails, since a fault is one contact's. */
  static List<Claimed> all(RowSet<Row> rows, Terms terms, Map<Integer, CreditorKey> keys) {
    List<Claimed> claims = new ArrayList<>(rows.size());
    rows.forEach(row -> claims.add(read(row, terms, keys)));
    return claims;
  }

  private static Claimed read(Row row, Terms terms, Map<Integer, CreditorKey> keys) {
    ContactId contact = new ContactId(row.getUUID("contact_id"));
    try {
      return read(contact, row, terms, key(row, keys));
    } catch (RuntimeException e) {
      return new BrokenClaim(contact, e.getClass().getSimpleName());
    }
  }

  private static @Nullable DataKey key(Row row, Map<Integer, CreditorKey> keys) {
    Buffer wrapped = row.getBuffer("person_key");
    CreditorKey creditor = keys.get(row.getInteger("creditor_id"));
    return wrapped == null || creditor == null
        ? null
        : creditor.unwrap(row.getString("number"), wrapped.getBytes());
  }

  private static @Nullable String clear(
      Row row, String column, PersonalData kind, @Nullable DataKey key) {
    Buffer encrypted = row.getBuffer(column);
    return encrypted == null || key == null ? null : key.decrypt(kind, encrypted.getBytes());
  }

  private static Claim read(ContactId contact, Row row, Terms terms, @Nullable DataKey key) {
    Channel channel = Channel.valueOf(row.getString("channel"));
    Terms.OfCreditor of = terms.of(row.getInteger("creditor_id"));
    return new Claim(
        contact,
        channel,
        row.getOffsetDateTime("expires_at").toInstant(),
        of.creditor(),
        of.house(),
        of.senders().get(channel),
        "usable".equals(row.getString("point_status"))
            ? clear(row, "encrypted_address", PersonalData.ADDRESS, key)
            : null,
        row.getBoolean("opted_out"),
        row.getBoolean("stopped"),
        terms.template(row.getLong("template_id"), channel),
        clear(row, "encrypted_name", PersonalData.NAME, key),
        key,
        row.getString("language"),
        new Money(row.getLong("balance_minor"), of.creditor().currency()),
        row.getLocalDate("due_date"),
        of.limited() ? new Cost(of.creditor().id(), row.getLong("cost_micros")) : null,
        SituationReader.read(row));
  }
}
