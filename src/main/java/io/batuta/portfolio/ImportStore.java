package io.batuta.portfolio;

import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Imports, from the first row read to the portfolio changed. */
@ApplicationScoped
class ImportStore {

  private static final Logger LOG = Logger.getLogger(ImportStore.class);

  private static final SqlFile ABANDON = file("abandon-imports.sql");
  private static final SqlFile BEGIN = file("begin-import.sql");
  private static final SqlFile FINISH = file("finish-import.sql");
  private static final SqlFile OLDER_READERS = file("find-older-readers.sql");
  private static final SqlFile REJECTIONS = file("read-rejections.sql");

  /**
   * A process that is killed says no goodbye: without this, the server would wait two hours with
   * its transaction open, and whoever takes the import over would wait for its locks.
   */
  private static final String DIES_WITH_US =
      "SELECT set_config('idle_in_transaction_session_timeout', '30s', true)";

  private final Sql sql;
  private final StagedRows staged;
  private final Clock clock;

  ImportStore(Sql sql, StagedRows staged, Clock clock) {
    this.sql = sql;
    this.staged = staged;
    this.clock = clock;
  }

  /**
   * One import: its id and what it is of.
   *
   * @param until when it has to be the portfolio
   * @param reader of this very try: whoever takes the import over is another
   */
  record Run(
      UUID id,
      Creditor creditor,
      ImportMode mode,
      Instant now,
      Arrival arrival,
      Instant until,
      UUID reader) {

    Run(UUID id, Creditor creditor, ImportMode mode, Instant now, Arrival arrival, Instant until) {
      this(id, creditor, mode, now, arrival, until, UUID.randomUUID());
    }
  }

  Uni<Void> begin(Run run) {
    return within(
        run,
        tx ->
            tx.run(ABANDON, Tuple.of(tenant(run), at(run.now())))
                .chain(() -> tx.run(BEGIN, beginning(run)))
                .replaceWithVoid());
  }

  private static Tuple beginning(Run run) {
    return Tuple.tuple()
        .addUUID(run.id())
        .addInteger(tenant(run))
        .addString(run.mode().tag())
        .addOffsetDateTime(at(run.now()))
        .addOffsetDateTime(at(run.arrival().at()))
        .addString(run.arrival().key())
        .addString(run.arrival().sequencer())
        .addUUID(run.reader());
  }

  /** Its reader lives. */
  Uni<Void> seen(Run run, Instant now) {
    return within(
        run,
        tx ->
            tx.run(
                    "UPDATE portfolio_import SET last_seen = $3"
                        + " WHERE import_id = $1 AND reader = $2 AND state = 'reading'",
                    Tuple.of(run.id(), run.reader(), at(now)))
                .replaceWithVoid());
  }

  /** Whether a file of this creditor that came before is still being read. */
  Uni<Boolean> hasOlderReader(Run run) {
    Instant now = clock.instant();
    return within(
            run,
            tx ->
                tx.first(
                    OLDER_READERS,
                    Tuple.of(
                        tenant(run),
                        run.id(),
                        at(ImportPulse.aliveSince(now)),
                        at(ImportPulse.toldAgainSince(now))),
                    row -> row.getBoolean(0)))
        .map(waits -> waits.orElse(false));
  }

  /** A page as it will be written, with the keys of whom it is about. */
  Uni<StagedRows.Page> page(Run run, PortfolioFile.Batch batch) {
    return staged.page(run.id(), run.creditor().id(), batch);
  }

  /** Keeps a page; answers how many of its rows will be loaded. */
  Uni<Long> stage(Run run, StagedRows.Page page) {
    return within(run, tx -> staged.put(tx, page, run.reader()));
  }

  /**
   * Turns what is staged into the portfolio, in one transaction. Fails with {@link OutdatedFile}
   * where a later file is the portfolio already, with {@link BrokenFile} where time ends.
   *
   * @param rows how many were staged
   */
  Uni<Void> merge(Run run, PortfolioHeader header, long rows) {
    boolean large = rows > PortfolioMerge.LARGE;
    return analyse(run, "SELECT analyse_staged_rows()", large)
        .chain(
            () ->
                within(
                    run,
                    tx ->
                        PortfolioMerge.of(tx, run, header, rows, clock)
                            .chain(recalled -> finish(tx, run, recalled))))
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

  /** Takes back what was staged, and says why; nothing, where another reader took it over. */
  Uni<Void> fail(Run run, String why) {
    return within(
        run,
        tx ->
            tx.run(
                    "UPDATE portfolio_import SET state = 'failed', failure = $2, finished_at = $3"
                        + " WHERE import_id = $1 AND state = 'reading' AND reader = $4",
                    Tuple.of(run.id(), why, at(clock.instant()), run.reader()))
                .chain(
                    failed ->
                        failed.rowCount() == 1 ? clear(tx, run) : Uni.createFrom().voidItem()));
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

  private Uni<Void> finish(Tx tx, Run run, long recalled) {
    return tx.run(FINISH, Tuple.of(run.id(), at(clock.instant()), recalled, run.reader()))
        .invoke(
            closed -> {
              if (closed.rowCount() != 1) {
                throw StagedRows.takenOver();
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

  private <T> Uni<T> within(Run run, Function<Tx, Uni<T>> work) {
    return sql.asTenant(
        tenant(run), tx -> tx.run(DIES_WITH_US, Tuple.tuple()).chain(() -> work.apply(tx)));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static SqlFile file(String name) {
    return SqlFile.of(ImportStore.class, name);
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
