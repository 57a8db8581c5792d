package io.batuta.bench;

import io.batuta.callback.EveryMinute;
import io.batuta.callback.Tidying;
import io.batuta.campaign.Night;
import io.batuta.campaign.NightReport;
import io.batuta.channel.StandardWebhooks;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.postgres.SqlFile;
import io.batuta.time.SimulatedClock;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Load that lasts: day after day a night is planned, sent and reported, with a year of facts in the
 * ledger and a transaction that somebody left open. What counts is whether the last third is slower
 * or larger than the first.
 */
@Singleton
final class SoakBench implements Bench {

  private static final int MOST_DEBTORS = 50_000;
  private static final int CONNECTIONS = 32;
  private static final double REPORTS_A_SECOND = 1_500;
  private static final LocalTime NIGHT = LocalTime.of(1, 30);
  private static final LocalTime NOON = LocalTime.of(12, 30);
  private static final LocalTime EVENING = LocalTime.of(18, 30);
  private static final double MOST_SLOPE = 1.25;

  private final Clock clock;
  private final Lender lender;
  private final CreditorStore creditors;
  private final Night night;
  private final EveryMinute everyMinute;
  private final Tidying tidying;
  private final Optional<String> secret;

  SoakBench(
      Clock clock,
      Lender lender,
      CreditorStore creditors,
      Night night,
      EveryMinute everyMinute,
      Tidying tidying,
      @ConfigProperty(name = "batuta.channel.sandbox.secret") Optional<String> secret) {
    this.clock = clock;
    this.lender = lender;
    this.creditors = creditors;
    this.night = night;
    this.everyMinute = everyMinute;
    this.tidying = tidying;
    this.secret = secret;
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String says() {
    return "nights, dispatch and callbacks, a year of facts, a transaction held open: any slope?";
  }

  @Override
  public List<Measured> run(Scale scale) throws Exception {
    int debtors = Math.min(scale.debtors(), MOST_DEBTORS);
    lender.setUp();
    Creditor creditor = NightBench.await(() -> creditors.byCode(Lender.CODE)).orElseThrow();
    LocalDate first = LocalDate.ofInstant(clock.instant(), creditor.timeZone());
    lender.portfolio(debtors, scale.seed(), first);
    aYearOfFacts(debtors, scale.seed(), first);
    Outbox.unbounded("sandbox", clock.instant());
    List<SoakDay> days = new ArrayList<>();
    long endNanos = System.nanoTime() + Duration.ofMinutes(scale.minutes()).toNanos();
    try (Connection forgotten = holdOpen()) {
      LocalDate date = first;
      while (System.nanoTime() < endNanos) {
        SoakDay day = day(creditor, date);
        days.add(day);
        Benches.progress(day.line());
        date = date.plusDays(1);
      }
      forgotten.rollback();
    }
    // The statistics of a vacuum are there when it ends.
    Outbox.run("VACUUM");
    return new SoakTable(days, dead(), months(), MOST_SLOPE).lines(scale.minutes());
  }

  private SoakDay day(Creditor creditor, LocalDate date) throws Exception {
    moveOn(later(creditor, date, NIGHT));
    long startedNanos = System.nanoTime();
    NightReport report = NightBench.await(() -> night.run(creditor, date, 2));
    double planning = NightBench.secondsSince(startedNanos);
    moveOn(later(creditor, date, NOON));
    startedNanos = System.nanoTime();
    int sent = minutes();
    double sending = NightBench.secondsSince(startedNanos);
    SignedCalls calls =
        new SignedCalls(new StandardWebhooks(secret.orElseThrow()), lender.root(), clock.instant());
    List<byte[]> requests = calls.arrived(SentContact.of(date));
    double p99 =
        requests.isEmpty()
            ? 0
            : new HttpLoad(lender.root(), CONNECTIONS)
                .atPace(requests, REPORTS_A_SECOND)
                .percentile(0.99);
    moveOn(later(creditor, date, EVENING));
    minutes();
    NightBench.await(tidying::tidy);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new SoakDay(
        date,
        report.judged(),
        planning,
        sent,
        sending,
        p99,
        (runtime.totalMemory() - runtime.freeMemory()) / 1024.0 / 1024.0,
        dead(),
        Outbox.count("SELECT COALESCE(sum(n_live_tup), 0) FROM pg_stat_user_tables"));
  }

  private static long dead() throws Exception {
    return Outbox.count("SELECT COALESCE(sum(n_dead_tup), 0) FROM pg_stat_user_tables");
  }

  /** Of the ledger, attached. */
  private static long months() throws Exception {
    return Outbox.count(
        "SELECT count(*) FROM pg_inherits WHERE inhparent = 'contact_fact'::regclass");
  }

  /** Until nothing more is due; answers how many were sent. */
  private int minutes() throws Exception {
    int sent = 0;
    int now;
    do {
      now = NightBench.await(() -> everyMinute.run(Integer.MAX_VALUE)).getOrDefault("sent", 0);
      sent += now;
    } while (now > 0);
    return sent;
  }

  private void moveOn(Instant to) {
    if (clock instanceof SimulatedClock simulated) {
      simulated.advanceTo(to);
    }
  }

  private Instant later(Creditor creditor, LocalDate date, LocalTime hour) {
    Instant at = date.atTime(hour).atZone(creditor.timeZone()).toInstant();
    return at.isAfter(clock.instant()) ? at : clock.instant();
  }

  private void aYearOfFacts(int debtors, long seed, LocalDate date) throws SQLException {
    Benches.progress("making up a year of facts");
    try (Connection database = Lender.open();
        Statement run = database.createStatement()) {
      run.execute("SELECT ensure_ledger_months('%s', 14)".formatted(date.minusMonths(13)));
      run.execute("ALTER TABLE contact_fact DISABLE TRIGGER USER");
      run.execute("PREPARE fill AS " + SqlFile.of(Lender.class, "fill-facts.sql").text());
      run.execute("EXECUTE fill (%d, %d, '%s')".formatted(debtors, seed, date));
      run.execute("ALTER TABLE contact_fact ENABLE TRIGGER USER");
      run.execute("VACUUM ANALYZE");
    }
  }

  /**
   * A transaction that saw the database as it was, and never ends: nothing after it is vacuumed.
   */
  private static Connection holdOpen() throws SQLException {
    Connection forgotten = Lender.open();
    forgotten.setAutoCommit(false);
    forgotten.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement run = forgotten.createStatement();
        ResultSet seen = run.executeQuery("SELECT count(*) FROM creditor")) {
      seen.next();
    }
    return forgotten;
  }
}
