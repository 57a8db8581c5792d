package io.batuta.callback;

import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.ledger.ContactId;
import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import io.batuta.privacy.CannotDecrypt;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonalData;
import io.batuta.suppression.Occasion;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An event that has found its contact.
 *
 * @param uncertain the contact's answer was lost, until now
 * @param addresses keyed hashes of where we wrote to and, of a reply, who wrote
 * @param zone the debtor's
 */
record MatchedEvent(
    EventKey key,
    Kind kind,
    @Nullable String code,
    boolean addressIsDead,
    Instant occurredAt,
    @Nullable String words,
    Occasion occasion,
    boolean uncertain,
    List<byte[]> addresses,
    ZoneId zone,
    String country,
    Currency currency) {

  private static final Logger LOG = Logger.getLogger(MatchedEvent.class);

  /** Whether somebody's contacts may end by it. */
  boolean mayEndContacts() {
    return switch (kind) {
      case REPLIED, COMPLAINED, OPTED_OUT -> true;
      case ACCEPTED, DELIVERED, READ, CLICKED, FAILED -> false;
    };
  }

  /**
   * @param key the installation's, that the words wait under
   */
  static MatchedEvent of(Row row, DataKey key) {
    String zone = row.getString("time_zone");
    return new MatchedEvent(
        EventKey.of(row),
        Kind.valueOf(row.getString("kind")),
        row.getString("code"),
        row.getBoolean("address_is_dead"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        words(row, key),
        new Occasion(
            new CreditorId(row.getInteger("creditor_id")),
            new DebtorId(row.getLong("debtor_id")),
            new AccountId(row.getLong("account_id")),
            new ContactId(row.getUUID("contact_id")),
            row.getLocalDate("night"),
            row.getLong("campaign_id"),
            Channel.valueOf(row.getString("channel")),
            new ContactPointId(row.getLong("contact_point_id"))),
        row.getString("state").equals("UNCERTAIN"),
        Stream.of(row.getBuffer("point_hash"), row.getBuffer("written_from"))
            .filter(Objects::nonNull)
            .map(Buffer::getBytes)
            .toList(),
        zone == null ? ZoneOffset.UTC : ZoneId.of(zone),
        row.getString("country"),
        Currency.getInstance(row.getString("currency")));
  }

  private static @Nullable String words(Row row, DataKey key) {
    Buffer encrypted = row.getBuffer("encrypted_words");
    return encrypted == null ? null : legible(encrypted, key);
  }

  /** One damaged event must not keep all others waiting: it said nothing that can be read. */
  static String legible(Buffer encrypted, DataKey key) {
    try {
      return key.decrypt(PersonalData.CALLBACK, encrypted.getBytes());
    } catch (CannotDecrypt e) {
      LOG.error("the words of a waiting event cannot be decrypted: a person has to ask again");
      return "";
    }
  }
}
