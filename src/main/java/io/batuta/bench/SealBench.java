package io.batuta.bench;

import io.batuta.ledger.Sealing;
import io.batuta.postgres.SqlFile;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.PGConnection;

/**
 * Sealing a day that is over: its facts read, hashed, their leaves kept. Against the same facts
 * copied out of the database and thrown away. And what it costs those who write: the check of each
 * statement, and what the facts of today wait for while yesterday is sealed.
 */
@Singleton
final class SealBench implements Bench {

  private static final double WANTED_OF_READING = 0.2;
  private static final double WANTED_SECONDS = 15;
  private static final double WANTED_CHECK = 1.05;
  private static final double WANTED_MEANWHILE_MILLIS = 250;
  private static final int PAGE = 10_000;
  private static final int WARM_UP = 20_000;

  private final Clock clock;
  private final Lender lender;
  private final Sealing sealing;

  SealBench(Clock clock, Lender lender, Sealing sealing) {
    this.clock = clock;
    this.lender = lender;
    this.sealing = sealing;
  }

  @Override
  public String name() {
    return "seal";
  }

  @Override
  public String says() {
    return "seal a day of facts, against copying them out; and what those who write have of it";
  }

  @Override
  public List<Measured> run(Scale scale) throws Exception {
    lender.setUp();
    Instant yesterday =
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
            .minusDays(1)
            .atTime(6, 30)
            .toInstant(ZoneOffset.UTC);
    fill(WARM_UP, yesterday);
    NightBench.await(sealing::seal);
    int facts = scale.debtors();
    List<Measured> table = new ArrayList<>();
    double without = written(facts, yesterday, "DISABLE");
    double with = written(facts, yesterday, "ENABLE");
    Outbox.run("VACUUM ANALYZE contact_fact", "CHECKPOINT");
    double reading = copied(facts);
    try (HeapPeak heap = HeapPeak.watch();
        Writer writer = new Writer(clock.instant())) {
      Thread.ofPlatform().start(writer);
      long startedNanos = System.nanoTime();
      NightBench.await(sealing::seal);
      double seconds = NightBench.secondsSince(startedNanos);
      table.add(
          Measured.speeds(
              Measured.format("seal %,d facts", facts),
              facts,
              seconds,
              "COPY of them TO STDOUT",
              reading,
              WANTED_OF_READING));
      table.add(
          Measured.alone(
              "… in seconds",
              Measured.format("%.1f s", seconds),
              Measured.format("under %.0f s for a million", WANTED_SECONDS),
              seconds < WANTED_SECONDS * Math.max(1, facts / 1e6)));
      table.add(Measured.alone("… peak heap", Measured.format("%.0f MiB", heap.mib()), "", null));
      table.add(
          Measured.alone(
              "… longest statement of one who writes meanwhile",
              Measured.format("%.0f ms of %,d", writer.longestMillis, writer.statements),
              Measured.format("under %.0f ms", WANTED_MEANWHILE_MILLIS),
              writer.longestMillis < WANTED_MEANWHILE_MILLIS));
    }
    check(facts);
    table.add(
        Measured.share(
            "write these facts with the seal's check",
            Measured.pace(facts, with),
            "without it",
            Measured.pace(facts, without),
            with / without,
            WANTED_CHECK));
    forget();
    return table;
  }

  private static void fill(int facts, Instant at) throws SQLException {
    forget();
    try (Connection database = Lender.open();
        Statement run = database.createStatement()) {
      run.setEscapeProcessing(false);
      run.execute("SELECT ensure_ledger_months('%s', 3)".formatted(at.toString().substring(0, 10)));
      run.execute("PREPARE fill AS " + SqlFile.of(SealBench.class, "fill-planned.sql").text());
      for (int from = 1; from <= facts; from += PAGE) {
        run.execute(
            "EXECUTE fill (%d, %d, '%s')".formatted(from, Math.min(facts, from + PAGE - 1), at));
      }
    }
  }

  private static double written(int facts, Instant at, String check) throws SQLException {
    Outbox.run("ALTER TABLE contact_fact %s TRIGGER a_sealed_day_takes_no_fact".formatted(check));
    long startedNanos = System.nanoTime();
    fill(facts, at);
    return NightBench.secondsSince(startedNanos);
  }

  /** Seconds for the rows alone, without hash or anything written. */
  private static double copied(int facts) throws Exception {
    try (Connection database = Lender.open()) {
      long startedNanos = System.nanoTime();
      long copied =
          database
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  "COPY (SELECT * FROM contact_fact) TO STDOUT", OutputStream.nullOutputStream());
      if (copied != facts) {
        throw new IllegalStateException(copied + " facts were copied of " + facts);
      }
      return NightBench.secondsSince(startedNanos);
    }
  }

  /** A figure counts only when every fact is in a seal. */
  private static void check(int facts) throws SQLException {
    long sealed = Outbox.count("SELECT COALESCE(sum(facts), 0) FROM ledger_seal");
    if (sealed != facts) {
      throw new IllegalStateException(sealed + " facts are sealed of " + facts);
    }
  }

  private static void forget() throws SQLException {
    Outbox.run("TRUNCATE ledger_anchor, ledger_seal, ledger_tile, contact_fact");
  }

  /** Writes facts of today, a hundred a statement, and notes the longest. */
  private static final class Writer implements Runnable, AutoCloseable {
    private final Instant today;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile double longestMillis;
    private volatile int statements;

    Writer(Instant today) {
      this.today = today;
    }

    @Override
    public void run() {
      try (Connection database = Lender.open();
          Statement run = database.createStatement()) {
        run.setEscapeProcessing(false);
        run.execute("PREPARE fill AS " + SqlFile.of(SealBench.class, "fill-planned.sql").text());
        while (!ended.get()) {
          long startedNanos = System.nanoTime();
          run.execute("EXECUTE fill (1, 100, '%s')".formatted(today));
          longestMillis = Math.max(longestMillis, NightBench.secondsSince(startedNanos) * 1000);
          statements = statements + 1;
          Thread.sleep(10);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      ended.set(true);
    }
  }
}
