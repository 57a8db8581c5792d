package io.batuta.supervision;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonKeys;
import io.batuta.privacy.PersonalData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every fact about one debtor, over all channels, oldest first. */
@ApplicationScoped
public class DebtorTimeline {

  private static final SqlFile READ = SqlFile.of(DebtorTimeline.class, "read-timeline.sql");

  /**
   * Where a reader left off.
   *
   * @param at of the last fact read
   * @param fact its id, since several facts can have one time
   */
  public record Mark(Instant at, long fact) {
    public static final Mark BEGINNING = new Mark(Instant.EPOCH, 0);
  }

  private final Sql sql;
  private final PersonKeys keys;

  DebtorTimeline(Sql sql, PersonKeys keys) {
    this.sql = sql;
    this.keys = keys;
  }

  /**
   * A page of facts.
   *
   * @param withWords false: what was said stays away from the answer
   */
  public Uni<List<TimelineFact>> read(
      Creditor creditor, DebtorId debtor, Mark after, int limit, boolean withWords) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            key(tx, debtor, withWords)
                .chain(
                    key ->
                        tx.list(
                            READ,
                            Tuple.tuple()
                                .addInteger(creditor.id().value())
                                .addLong(debtor.value())
                                .addOffsetDateTime(after.at().atOffset(ZoneOffset.UTC))
                                .addLong(after.fact())
                                .addInteger(limit),
                            row -> fact(row, key))));
  }

  /** Empty where the words are not to be read, or nobody can any more. */
  private Uni<Optional<DataKey>> key(Tx tx, DebtorId debtor, boolean withWords) {
    return withWords
        ? keys.ofDebtors(tx, List.of(debtor.value()))
            .map(found -> Optional.ofNullable(found.get(debtor.value())))
        : Uni.createFrom().item(Optional.empty());
  }

  private static @Nullable String words(Row row, Optional<DataKey> key) {
    Buffer encrypted = row.getBuffer("words");
    return encrypted == null
        ? null
        : key.map(open -> open.decrypt(PersonalData.WORDS, encrypted.getBytes())).orElse(null);
  }

  private static TimelineFact fact(Row row, Optional<DataKey> key) {
    Long minor = row.getLong("amount_minor");
    return new TimelineFact(
        row.getLong("fact_id"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        row.getString("kind"),
        row.getString("channel"),
        row.getUUID("contact_id"),
        row.getLong("contact_point_id"),
        row.getLocalDate("night"),
        row.getString("campaign"),
        row.getString("reason"),
        minor == null ? null : new Money(minor, Currency.getInstance(row.getString("currency"))),
        row.getLocalDate("due_on"),
        (JsonObject) row.getValue("detail"),
        words(row, key));
  }
}
