package io.batuta.supervision;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;

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

  DebtorTimeline(Sql sql) {
    this.sql = sql;
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
            tx.list(
                READ,
                Tuple.tuple()
                    .addInteger(creditor.id().value())
                    .addLong(debtor.value())
                    .addOffsetDateTime(after.at().atOffset(ZoneOffset.UTC))
                    .addLong(after.fact())
                    .addInteger(limit),
                row -> fact(row, withWords)));
  }

  private static TimelineFact fact(Row row, boolean withWords) {
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
        withWords ? row.getString("words") : null);
  }
}
