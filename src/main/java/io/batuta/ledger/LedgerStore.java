package io.batuta.ledger;

import static io.batuta.postgres.Columns.column;

import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * The only door to the ledger for facts made in Java; set-based statements of other packages add
 * theirs in SQL.
 */
@ApplicationScoped
public class LedgerStore {

  private static final SqlFile APPEND = SqlFile.of(LedgerStore.class, "append-facts.sql");

  /**
   * Appends facts within the caller's transaction. Each must be new: the caller's dedupe key says
   * so.
   *
   * @param recordedAt the run's now
   */
  public Uni<Void> append(Tx tx, List<ContactFact> facts, Instant recordedAt) {
    if (facts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.run(APPEND, arguments(facts, recordedAt)).replaceWithVoid();
  }

  /** Makes the ledger's monthly partitions, from the month of {@code day} on. Harmless twice. */
  public Uni<Integer> ensureMonths(Tx tx, LocalDate day, int months) {
    return tx.list(
            "SELECT ensure_ledger_months($1, $2)", Tuple.of(day, months), row -> row.getInteger(0))
        .map(List::getFirst);
  }

  private static Tuple arguments(List<ContactFact> facts, Instant recordedAt) {
    return Tuple.tuple()
        .addArrayOfInteger(column(facts, f -> f.creditor().value(), Integer[]::new))
        .addArrayOfLong(column(facts, f -> f.debtor().value(), Long[]::new))
        .addArrayOfString(column(facts, f -> f.kind().tag(), String[]::new))
        .addArrayOfOffsetDateTime(
            column(facts, f -> f.occurredAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
        .addArrayOfLong(
            column(facts, f -> f.account() == null ? null : f.account().value(), Long[]::new))
        .addArrayOfUUID(
            column(facts, f -> f.contact() == null ? null : f.contact().value(), UUID[]::new))
        .addArrayOfLocalDate(column(facts, ContactFact::night, LocalDate[]::new))
        .addArrayOfLong(column(facts, ContactFact::campaign, Long[]::new))
        .addArrayOfString(
            column(facts, f -> f.channel() == null ? null : f.channel().name(), String[]::new))
        .addArrayOfLong(
            column(facts, f -> f.point() == null ? null : f.point().value(), Long[]::new))
        .addArrayOfString(
            column(facts, f -> f.reason() == null ? null : f.reason().name(), String[]::new))
        .addArrayOfLong(
            column(facts, f -> f.amount() == null ? null : f.amount().minor(), Long[]::new))
        .addArrayOfString(
            column(
                facts,
                f -> f.amount() == null ? null : f.amount().currency().getCurrencyCode(),
                String[]::new))
        .addArrayOfLocalDate(column(facts, ContactFact::dueOn, LocalDate[]::new))
        .addArrayOfString(column(facts, f -> f.detail().encode(), String[]::new))
        .addOffsetDateTime(recordedAt.atOffset(ZoneOffset.UTC));
  }
}
