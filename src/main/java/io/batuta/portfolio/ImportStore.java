package io.batuta.portfolio;

import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Imports, from the first row read to the portfolio changed. */
@ApplicationScoped
class ImportStore {

  private static final SqlFile ABANDON = SqlFile.of(ImportStore.class, "abandon-imports.sql");
  private static final SqlFile RESOLVE = SqlFile.of(ImportStore.class, "resolve-rows.sql");
  private static final SqlFile WRITE_DEBTORS = SqlFile.of(ImportStore.class, "write-debtors.sql");
  private static final SqlFile WRITE_PEOPLE = SqlFile.of(ImportStore.class, "write-people.sql");
  private static final SqlFile WRITE_ACCOUNTS = SqlFile.of(ImportStore.class, "write-accounts.sql");
  private static final SqlFile WRITE_POINTS = SqlFile.of(ImportStore.class, "write-points.sql");
  private static final SqlFile RECALL = SqlFile.of(ImportStore.class, "recall-missing.sql");
  private static final SqlFile FINISH = SqlFile.of(ImportStore.class, "finish-import.sql");
  private static final SqlFile REJECTIONS = SqlFile.of(ImportStore.class, "read-rejections.sql");

  private final Sql sql;
  private final StagedRows staged;

  ImportStore(Sql sql, StagedRows staged) {
    this.sql = sql;
    this.staged = staged;
  }

  /** One import: its id and what it is of. */
  record Run(UUID id, Creditor creditor, ImportMode mode, Instant now) {}

  Uni<Void> begin(Run run) {
    return sql.asTenant(
        tenant(run),
        tx ->
            tx.run(ABANDON, Tuple.of(tenant(run), at(run)))
                .chain(
                    () ->
                        tx.run(
                            "INSERT INTO portfolio_import (import_id, creditor_id, mode, state, started_at)"
                                + " VALUES ($1, $2, $3, 'reading', $4)",
                            Tuple.of(run.id(), tenant(run), run.mode().tag(), at(run))))
                .replaceWithVoid());
  }

  /** Keeps a batch; answers how many of its rows will be loaded. */
  Uni<Long> stage(Run run, PortfolioFile.Batch batch) {
    return sql.asTenant(tenant(run), tx -> staged.put(tx, run.id(), run.creditor().id(), batch));
  }

  /**
   * Turns what is staged into the portfolio, in one transaction.
   *
   * @param rows how many were staged
   */
  Uni<Void> merge(Run run, PortfolioHeader header, long rows) {
    Tuple both = Tuple.of(run.id(), tenant(run));
    boolean snapshot = run.mode() == ImportMode.SNAPSHOT;
    return sql.asTenant(
        tenant(run),
        tx ->
            PortfolioLock.alone(tx, run.creditor().id())
                .chain(() -> planFor(tx, rows))
                .chain(() -> tx.run(RESOLVE, resolving(run, header)))
                .chain(() -> tx.run(WRITE_DEBTORS, both))
                .chain(() -> tx.run(WRITE_PEOPLE, both))
                .chain(() -> tx.run(WRITE_ACCOUNTS, both))
                .chain(() -> tx.run(WRITE_POINTS, both(run, header)))
                .chain(() -> snapshot ? recall(tx, both) : Uni.createFrom().item(0L))
                .call(() -> Debts.recompute(tx, run.creditor().id(), run.id(), snapshot))
                .chain(recalled -> finish(tx, run, rows, recalled)));
  }

  /** Takes back what was staged, and says why. */
  Uni<Void> fail(Run run, String why) {
    return sql.asTenant(
        tenant(run),
        tx ->
            tx.run(
                    "UPDATE portfolio_import SET state = 'failed', failure = $2, finished_at = $3"
                        + " WHERE import_id = $1 AND state = 'reading'",
                    Tuple.of(run.id(), why, at(run)))
                .chain(() -> clear(tx, run)));
  }

  /** One import of this creditor with its first rejections; empty when it has none of that id. */
  Uni<Optional<ImportReport>> report(CreditorId creditor, UUID importId, int rejections) {
    return sql.asTenant(
        creditor.value(),
        tx ->
            rejections(tx, creditor, importId, 0, rejections)
                .chain(
                    first ->
                        tx.first(
                            "SELECT * FROM portfolio_import WHERE creditor_id = $1 AND import_id = $2",
                            Tuple.of(creditor.value(), importId),
                            row -> report(row, first.stream().limit(rejections).toList()))));
  }

  /** A page of rejections: at least {@code atLeast} where there are, a line never cut in two. */
  Uni<List<Rejection>> rejections(CreditorId creditor, UUID importId, long afterLine, int atLeast) {
    return sql.asTenant(
        creditor.value(), tx -> rejections(tx, creditor, importId, afterLine, atLeast));
  }

  private static Uni<List<Rejection>> rejections(
      Tx tx, CreditorId creditor, UUID importId, long afterLine, int atLeast) {
    return tx.list(
        REJECTIONS,
        Tuple.of(creditor.value(), importId, afterLine, atLeast),
        row ->
            new Rejection(
                row.getLong("line"),
                row.getString("account_number"),
                row.getString("column"),
                Rejection.Refused.valueOf(row.getString("refused").toUpperCase(Locale.ROOT)),
                row.getString("reason")));
  }

  /**
   * Postgres knows nothing of rows that were staged this minute, takes them for few, and would
   * compare each with each: measured, minutes for 30,000 rows instead of seconds. Of a large file
   * whole tables are hashed; a small one goes through the indexes.
   */
  private static Uni<Void> planFor(Tx tx, long rows) {
    return tx.run(
            "SELECT set_config('enable_nestloop', $1, true), set_config('plan_cache_mode', $2, true)",
            Tuple.of(rows > PortfolioFile.ROWS_IN_A_BATCH ? "off" : "on", "force_custom_plan"))
        .replaceWithVoid();
  }

  private static Uni<Long> recall(Tx tx, Tuple both) {
    return tx.run(RECALL, both).map(recalled -> (long) recalled.rowCount());
  }

  private static Uni<Void> finish(Tx tx, Run run, long rows, long recalled) {
    return tx.run(FINISH, Tuple.of(run.id(), at(run), recalled, rows))
        .invoke(
            closed -> {
              if (closed.rowCount() != 1) {
                throw new IllegalStateException(
                    "staged rows are missing, as after a crash of the database: send the file again");
              }
            })
        .chain(() -> clear(tx, run));
  }

  private static Uni<Void> clear(Tx tx, Run run) {
    return tx.run("DELETE FROM import_row WHERE import_id = $1", Tuple.of(run.id()))
        .replaceWithVoid();
  }

  private static Tuple resolving(Run run, PortfolioHeader header) {
    return Tuple.of(run.id(), tenant(run), header.present(), header.presentKinds());
  }

  private static Tuple both(Run run, PortfolioHeader header) {
    return Tuple.of(run.id(), tenant(run), header.presentKinds());
  }

  private static int tenant(Run run) {
    return run.creditor().id().value();
  }

  private static OffsetDateTime at(Run run) {
    return run.now().atOffset(ZoneOffset.UTC);
  }

  private static ImportReport report(Row row, List<Rejection> first) {
    return new ImportReport(
        row.getUUID("import_id"),
        row.getString("state"),
        ImportMode.ofTag(row.getString("mode")).orElseThrow(),
        row.getLong("rows"),
        row.getLong("inserted"),
        row.getLong("updated"),
        row.getLong("unchanged"),
        row.getLong("rejected"),
        row.getLong("values_refused"),
        row.getLong("closed"),
        row.getString("failure"),
        first);
  }
}
