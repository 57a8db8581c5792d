package io.batuta.portfolio;

import io.batuta.portfolio.ImportStore.Run;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;

/**
 * Staged rows become the portfolio, in one transaction. What is new is added plainly; what is there
 * is compared first, and written only where it differs.
 */
final class PortfolioMerge {

  private static final SqlFile NEWER = file("find-newer.sql");
  private static final SqlFile REFUSE_ERASED = file("refuse-erased.sql");
  private static final SqlFile RECALL = file("recall-missing.sql");
  private static final SqlFile RESOLVE = file("resolve-rows.sql");
  private static final SqlFile ADD_DEBTORS = file("add-debtors.sql");
  private static final SqlFile ADD_ACCOUNTS = file("add-accounts.sql");
  private static final SqlFile ADD_POINTS = file("add-points.sql");
  private static final SqlFile WRITE_DEBTORS = file("write-debtors.sql");
  private static final SqlFile WRITE_PEOPLE = file("write-people.sql");
  private static final SqlFile WRITE_ACCOUNTS = file("write-accounts.sql");
  private static final SqlFile WRITE_POINTS = file("write-points.sql");

  /** From here on whole tables are compared; below, one row after the other is looked up. */
  static final int LARGE = 1_000;

  private final Tx tx;
  private final Run run;
  private final PortfolioHeader header;
  private final boolean large;
  private final Tuple both;
  private final MergeTime time;

  private PortfolioMerge(Tx tx, Run run, PortfolioHeader header, boolean large, MergeTime time) {
    this.tx = tx;
    this.large = large;
    this.run = run;
    this.header = header;
    this.both = Tuple.of(run.id(), run.creditor().id().value());
    this.time = time;
  }

  /**
   * Merges, in a transaction that the caller ends; holds the creditor's lock from then on.
   *
   * <p>Fails with {@link OutdatedFile} where what came after this file is the portfolio already,
   * with {@link BrokenFile} where the run's time ends before, with {@link FileStore.Unreachable}
   * where it ends waiting for another.
   *
   * @param rows how many were staged
   * @return how many accounts a snapshot recalled
   */
  static Uni<Long> of(Tx tx, Run run, PortfolioHeader header, long rows, Clock clock) {
    MergeTime time = MergeTime.of(tx, run, clock);
    PortfolioMerge merge = new PortfolioMerge(tx, run, header, rows > LARGE, time);
    return time.waiting(PortfolioLock.alone(tx, run.creditor().id()))
        .chain(
            () ->
                time.working(
                    merge
                        .requireNewest()
                        .chain(merge::planFor)
                        .chain(merge::refuseErased)
                        .chain(refused -> merge.knowsAnybody(rows - refused))
                        .chain(
                            known ->
                                known ? merge.intoWhatIsThere() : merge.add().replaceWith(0L))));
  }

  private Uni<Void> requireNewest() {
    return tx.first(
            NEWER,
            Tuple.of(run.creditor().id().value(), run.id()),
            row ->
                "it came at %s, and a %s that came at %s is the portfolio already: send it again if it is to hold"
                    .formatted(
                        run.arrival().at(),
                        row.getString("mode"),
                        row.getOffsetDateTime("arrived_at").toInstant()))
        .invoke(
            newer ->
                newer.ifPresent(
                    why -> {
                      throw new OutdatedFile(why);
                    }))
        .replaceWithVoid();
  }

  /**
   * Postgres knows little of rows that were staged this minute, takes them for few, and would
   * compare each with each: measured, minutes for 30,000 rows instead of seconds. Of a large file
   * whole tables are hashed, in memory where they fit; a small one goes through the indexes.
   */
  private Uni<Void> planFor() {
    return tx.run(
            """
            SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true),
              set_config('enable_nestloop', $1, true),
              set_config('work_mem', CASE WHEN $2 THEN '128MB' ELSE current_setting('work_mem') END, true)
            """,
            Tuple.of(large ? "off" : "on", large))
        .replaceWithVoid();
  }

  /**
   * From here on rows are written, and each is checked against its foreign keys by a statement of
   * Postgres' own, which must not be planned anew each time: measured, four times as slow. Nor may
   * it read whole tables, as the plan for a portfolio that was seen empty does: measured, minutes.
   */
  private Uni<Void> keepPlans() {
    return tx.run(
            "SELECT set_config('plan_cache_mode', 'auto', true), set_config('enable_seqscan', 'off', true)",
            Tuple.tuple())
        .replaceWithVoid();
  }

  /** Everything is written: what follows reads whole tables, and shares its text with payments. */
  private Uni<Void> planAnew() {
    return tx.run(
            "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true)",
            Tuple.tuple())
        .replaceWithVoid();
  }

  /** Under a text of its own where the file is large, so that no plan for a small one is taken. */
  private Uni<RowSet<Row>> writing(SqlFile statement, Tuple arguments) {
    return time.bounded(
        () ->
            tx.run(
                large ? statement.text() + "\n-- of a large file" : statement.text(), arguments));
  }

  /** Of people who were erased since the import began; from here on nobody is, until it ends. */
  private Uni<Integer> refuseErased() {
    return tx.run(REFUSE_ERASED, both).map(RowSet::rowCount);
  }

  /** Whether the creditor has debtors already. Fails when rows that were staged are gone. */
  private Uni<Boolean> knowsAnybody(long rows) {
    return tx.first(
            """
            SELECT (SELECT count(*) FROM import_row WHERE import_id = $1) AS staged,
              EXISTS (SELECT FROM debtor WHERE creditor_id = $2) AS known
            """,
            both,
            row -> {
              if (row.getLong("staged") != rows) {
                throw new IllegalStateException(
                    "staged rows are missing, as after a crash of the database: send the file again");
              }
              return row.getBoolean("known");
            })
        .map(known -> known.orElse(false));
  }

  /** First what the file does not name, since rows that change nothing are taken away after it. */
  private Uni<Long> intoWhatIsThere() {
    return recall()
        .call(() -> time.bounded(() -> tx.run(RESOLVE, resolving())))
        .call(this::add)
        .call(this::write)
        .call(this::planAnew)
        .call(() -> time.bounded(this::recompute));
  }

  private Uni<Long> recall() {
    return isSnapshot()
        ? time.bounded(() -> tx.run(RECALL, both)).map(recalled -> (long) recalled.rowCount())
        : Uni.createFrom().item(0L);
  }

  private Uni<Integer> recompute() {
    return Debts.recompute(tx, run.creditor().id(), run.id(), isSnapshot());
  }

  private Uni<Void> add() {
    return keepPlans()
        .chain(() -> writing(ADD_DEBTORS, both))
        .chain(() -> writing(ADD_ACCOUNTS, both))
        .chain(() -> writing(ADD_POINTS, both))
        .replaceWithVoid();
  }

  private Uni<Void> write() {
    return writing(WRITE_DEBTORS, both)
        .chain(() -> writing(WRITE_PEOPLE, both))
        .chain(() -> writing(WRITE_ACCOUNTS, both))
        .chain(() -> writing(WRITE_POINTS, pointing()))
        .replaceWithVoid();
  }

  private Tuple resolving() {
    return Tuple.of(run.id(), run.creditor().id().value(), header.present(), header.presentKinds());
  }

  private Tuple pointing() {
    return Tuple.of(run.id(), run.creditor().id().value(), header.presentKinds());
  }

  private boolean isSnapshot() {
    return run.mode() == ImportMode.SNAPSHOT;
  }

  private static SqlFile file(String name) {
    return SqlFile.of(PortfolioMerge.class, name);
  }
}
