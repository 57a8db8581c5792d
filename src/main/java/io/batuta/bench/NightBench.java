package io.batuta.bench;

import io.batuta.campaign.Night;
import io.batuta.campaign.NightReport;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The plan of a night: facts, decision, judgement, plan, ledger. Against one {@code INSERT …
 * SELECT} of the rows that it wrote, into copies of the same tables with the same indexes.
 */
@Singleton
final class NightBench implements Bench {

  private static final double WANTED_OF_ONE = 0.8;
  private static final double WANTED_OF_TWO = 1.1;
  private static final double WANTED_AGAIN = 0.8;
  private static final int WARM_UP = 20_000;

  private final Clock clock;
  private final Lender lender;
  private final CreditorStore creditors;
  private final Night night;

  NightBench(Clock clock, Lender lender, CreditorStore creditors, Night night) {
    this.clock = clock;
    this.lender = lender;
    this.creditors = creditors;
    this.night = night;
  }

  /** One night's plan, without the cut. */
  private record Run(double cutSeconds, double planSeconds, NightReport report, double heapMib) {}

  @Override
  public String name() {
    return "night";
  }

  @Override
  public String says() {
    return "plan a night with one shard and two, and again, against INSERT … SELECT of its rows";
  }

  @Override
  public List<Measured> run(Scale scale) throws Exception {
    List<Measured> table = new ArrayList<>();
    run(new Scale(name(), Math.min(WARM_UP, scale.debtors()), scale.seed(), 1), 2);
    Run one = run(scale, 1);
    Measured again = again(one);
    double bare = bare();
    String of = Measured.format("plan %,d debtors", scale.debtors());
    long rows = one.report().judged();
    String other = "INSERT … SELECT of its rows";
    table.add(
        Measured.speeds(of + ", one shard", rows, one.planSeconds(), other, bare, WANTED_OF_ONE));
    table.add(
        Measured.alone(
            "… of it the cut, before the plan",
            Measured.format("%.2f s", one.cutSeconds()),
            "",
            null));
    table.add(Measured.alone("… peak heap", Measured.format("%.0f MiB", one.heapMib()), "", null));
    table.add(again);
    Run two = run(scale, 2);
    table.add(
        Measured.speeds(
            of + ", two shards", rows, two.planSeconds(), other, bare(), WANTED_OF_TWO));
    double apart = apart(scale);
    table.add(
        Measured.speeds(
            of + ", two shards in two processes", rows, apart, "in one", two.planSeconds(), 0));
    return table;
  }

  /** Each shard in a process of its own, begun at the same moment; seconds. */
  private double apart(Scale scale) throws Exception {
    Creditor creditor = ready(scale);
    LocalDate date = LocalDate.ofInstant(clock.instant(), creditor.timeZone());
    try (ShardProcess first = ShardProcess.start();
        ShardProcess second = ShardProcess.start()) {
      await(() -> night.cut(creditor, date, 2));
      long startedNanos = System.nanoTime();
      first.begin(0, 2);
      second.begin(1, 2);
      first.awaitEnd();
      second.awaitEnd();
      double seconds = secondsSince(startedNanos);
      Benches.progress(Measured.format("two processes: plan %.2f s", seconds));
      return seconds;
    }
  }

  private Run run(Scale scale, int shards) throws Exception {
    Creditor creditor = ready(scale);
    LocalDate date = LocalDate.ofInstant(clock.instant(), creditor.timeZone());
    long startedNanos = System.nanoTime();
    await(() -> night.cut(creditor, date, shards));
    double cut = secondsSince(startedNanos);
    try (HeapPeak heap = HeapPeak.watch()) {
      startedNanos = System.nanoTime();
      NightReport report = await(() -> night.run(creditor, date, shards));
      double plan = secondsSince(startedNanos) - heap.collectingSeconds();
      Benches.progress(
          Measured.format(
              "%d shards: cut %.2f s, plan %.2f s, %,d planned, withheld %s",
              shards, cut, plan, report.planned(), report.withheld()));
      return new Run(cut, plan, report, heap.mib());
    }
  }

  /** The most that is alive while one shard of so many debtors is planned. */
  double heapMib(Scale scale, int debtors) throws Exception {
    return run(new Scale(name(), debtors, scale.seed(), 1), 1).heapMib();
  }

  private Creditor ready(Scale scale) throws Exception {
    lender.setUp();
    Creditor creditor = await(() -> creditors.byCode(Lender.CODE)).orElseThrow();
    lender.portfolio(
        scale.debtors(), scale.seed(), LocalDate.ofInstant(clock.instant(), creditor.timeZone()));
    return creditor;
  }

  /** The same night with its checkpoints cleared: everything is judged again, nothing written. */
  private Measured again(Run first) throws Exception {
    Creditor creditor = await(() -> creditors.byCode(Lender.CODE)).orElseThrow();
    LocalDate date = first.report().date();
    long before = written();
    try (Connection database = Lender.open();
        Statement run = database.createStatement()) {
      run.execute("UPDATE night SET state = 'planning', finished_at = NULL");
      run.execute("UPDATE night_shard SET done_to = from_debtor - 1, done = false, tally = '{}'");
    }
    long startedNanos = System.nanoTime();
    await(() -> night.run(creditor, date, 1));
    double again = secondsSince(startedNanos);
    long more = written() - before;
    double share = again / first.planSeconds();
    return new Measured(
        "the same night again, checkpoints cleared",
        Measured.format("%.2f s, %,d new rows", again, more),
        "the first run",
        Measured.format("%.2f s", first.planSeconds()),
        share,
        Measured.format("0 new rows, share of the time under %.1f", WANTED_AGAIN),
        more == 0 && share < WANTED_AGAIN);
  }

  private static long written() throws SQLException {
    try (Connection database = Lender.open();
        Statement run = database.createStatement();
        ResultSet count =
            run.executeQuery(
                "SELECT (SELECT count(*) FROM planned_contact) + (SELECT count(*) FROM"
                    + " contact_fact)")) {
      count.next();
      return count.getLong(1);
    }
  }

  /**
   * The rows are set aside, the tables emptied, and filled again by one statement: the same tables,
   * with their indexes, checks and triggers. Seconds.
   */
  private static double bare() throws SQLException {
    try (Connection database = Lender.open();
        Statement run = database.createStatement()) {
      run.execute("CREATE TABLE bare_plan AS SELECT * FROM planned_contact ORDER BY contact_id");
      run.execute("CREATE TABLE bare_fact AS SELECT * FROM contact_fact ORDER BY fact_id");
      run.execute("TRUNCATE planned_contact, contact_fact");
      run.execute("VACUUM ANALYZE bare_plan, bare_fact");
      run.execute("CHECKPOINT");
      long startedNanos = System.nanoTime();
      run.execute(
          "WITH plan AS (INSERT INTO planned_contact SELECT * FROM bare_plan)"
              + " INSERT INTO contact_fact SELECT * FROM bare_fact");
      double seconds = secondsSince(startedNanos);
      run.execute("DROP TABLE bare_plan, bare_fact");
      return seconds;
    }
  }

  static double secondsSince(long startedNanos) {
    return (System.nanoTime() - startedNanos) / 1e9;
  }

  /** Waits on this thread while the verb runs on a Vert.x context. */
  static <T> T await(Supplier<Uni<T>> verb) throws Exception {
    try {
      return VertxContextSupport.subscribeAndAwait(verb);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
