package io.batuta.local;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What a cycle came to, asked of the ledger. The three promises are counted by statements of their
 * own that know nothing of the code that keeps them: law files and holidays are read for them once
 * more.
 */
final class Summary {

  private static final SqlFile CYCLE = SqlFile.of(Summary.class, "summarise-cycle.sql");
  private static final SqlFile DUPLICATES = SqlFile.of(Summary.class, "count-duplicates.sql");
  private static final SqlFile LAW = SqlFile.of(Summary.class, "check-law.sql");
  private static final SqlFile AFTER_STOP = SqlFile.of(Summary.class, "count-after-stop.sql");

  private static final ListedHolidays HOLIDAYS = new ListedHolidays();

  private final Sql sql;
  private final Creditor creditor;

  Summary(Sql sql, Creditor creditor) {
    this.sql = sql;
    this.creditor = creditor;
  }

  /**
   * @param night the cycle's business date: facts of that night, and of the debtors' that day
   * @param until the end of the cycle
   * @return the counts of {@code summary.json}, without date, seed and seconds
   */
  Uni<JsonObject> of(LocalDate night, Instant until) {
    return of(
        night, night.minusDays(1).atTime(Day.ENDS).atZone(creditor.timeZone()).toInstant(), until);
  }

  /** The same since an instant: the evening of whoever's clock the run goes by. */
  Uni<JsonObject> of(LocalDate night, Instant since, Instant until) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            cycle(tx, night, since, until)
                .chain(counts -> with(counts, "duplicateContacts", tx, DUPLICATES, Tuple.tuple()))
                .chain(counts -> withLaw(counts, tx, night))
                .chain(counts -> with(counts, "contactsAfterStop", tx, AFTER_STOP, Tuple.tuple())));
  }

  private Uni<JsonObject> cycle(Tx tx, LocalDate night, Instant from, Instant until) {
    return tx.first(
            CYCLE,
            Tuple.of(night, from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC)),
            row -> new JsonObject(row.getString("summary")))
        .map(found -> found.orElseGet(JsonObject::new));
  }

  private static Uni<JsonObject> with(
      JsonObject counts, String name, Tx tx, SqlFile statement, Tuple arguments) {
    return tx.first(statement, arguments, row -> row.getLong("contacts"))
        .map(found -> counts.copy().put(name, found.orElse(0L)));
  }

  /** How the ledger stands to the law of the creditor's country, rule by rule. */
  private Uni<JsonObject> withLaw(JsonObject counts, Tx tx, LocalDate night) {
    LawSheet sheet = LawSheet.of(creditor.country(), creditor.region(), creditor.supervisor());
    JsonObject calendar = HOLIDAYS.around(creditor.country(), night.getYear());
    return tx.first(
            LAW, Tuple.of(sheet.rules(), calendar), row -> new JsonObject(row.getString("law")))
        .map(found -> found.orElseGet(JsonObject::new))
        .map(
            law ->
                counts
                    .copy()
                    .put("contactsOutsideWindow", law.getLong("outside", 0L))
                    .put(
                        "law",
                        law.put("country", creditor.country())
                            .put("notCounted", sheet.notCounted())));
  }
}
