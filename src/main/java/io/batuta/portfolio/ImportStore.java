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
import org.jboss.logging.Logger;

/** Imports, from the first row read to the portfolio changed. */
@ApplicationScoped
class ImportStore {

  private static final Logger LOG = Logger.getLogger(ImportStore.class);

  private static final SqlFile ABANDON = SqlFile.of(ImportStore.class, "abandon-imports.sql");
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

  /** A page as it will be written: pure work, for the thread that read it. */
  StagedRows.Page page(Run run, PortfolioFile.Batch batch) {
    return staged.page(run.id(), run.creditor().id(), batch);
  }

  /** Keeps a page; answers how many of its rows will be loaded. */
  Uni<Long> stage(Run run, StagedRows.Page page) {
    return sql.asTenant(tenant(run), tx -> staged.put(tx, page));
  }

  /**
   * Turns what is staged into the portfolio, in one transaction.
   *
   * @param rows how many were staged
   */
  Uni<Void> merge(Run run, PortfolioHeader header, long rows) {
    boolean large = rows > PortfolioMerge.LARGE;
    return analyse(run, "SELECT analyse_staged_rows()", large)
        .chain(
            () ->
                sql.asTenant(
                    tenant(run),
                    tx ->
                        PortfolioMerge.of(tx, run, header, rows)
                            .chain(recalled -> finish(tx, run, rows, recalled))))
        .chain(() -> analyse(run, "SELECT analyse_portfolio()", large));
  }

  /** In a transaction of its own, since it locks; a plan may be worse without, nothing is lost. */
  private Uni<Void> analyse(Run run, String statement, boolean worthwhile) {
    if (!worthwhile) {
      return Uni.createFrom().voidItem();
    }
    return sql.asTenant(tenant(run), tx -> tx.run(statement, Tuple.tuple()))
        .replaceWithVoid()
        .onFailure()
        .invoke(trouble -> LOG.warnf("import %s: %s failed: %s", run.id(), statement, trouble))
        .onFailure()
        .recoverWithNull();
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

  private static Uni<Void> finish(Tx tx, Run run, long rows, long recalled) {
    return tx.run(FINISH, Tuple.of(run.id(), at(run), recalled, rows))
        .invoke(
            closed -> {
              if (closed.rowCount() != 1) {
                throw new IllegalStateException(
                    "the import was given up meanwhile: send the file again");
              }
            })
        .chain(() -> clear(tx, run));
  }

  private static Uni<Void> clear(Tx tx, Run run) {
    return tx.run("DELETE FROM import_row WHERE import_id = $1", Tuple.of(run.id()))
        .replaceWithVoid();
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
