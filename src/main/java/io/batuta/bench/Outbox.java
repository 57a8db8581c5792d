package io.batuta.bench;

import io.batuta.campaign.Night;
import io.batuta.campaign.NightReport;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.time.SimulatedClock;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** Makes contacts that are due: the lender's portfolio, a night planned over it, and noon. */
@Singleton
final class Outbox {

  /** Every rung's own hour and spread are over, and every window is open. */
  private static final LocalTime ALL_ARE_DUE = LocalTime.of(12, 30);

  private final Clock clock;
  private final Lender lender;
  private final CreditorStore creditors;
  private final Night night;

  Outbox(Clock clock, Lender lender, CreditorStore creditors, Night night) {
    this.clock = clock;
    this.lender = lender;
    this.creditors = creditors;
    this.night = night;
  }

  /**
   * @param contacts that are due now
   * @param seconds that planning them took, the cut included
   */
  record Filled(int contacts, double seconds) {}

  /** Whatever was planned, sent or counted before is gone. */
  Filled fill(Scale scale) throws Exception {
    lender.setUp();
    Creditor creditor = NightBench.await(() -> creditors.byCode(Lender.CODE)).orElseThrow();
    LocalDate date = LocalDate.ofInstant(clock.instant(), creditor.timeZone());
    lender.refill(scale.debtors(), scale.seed(), date);
    run("UPDATE channel_route SET provider = '" + BenchGateway.PROVIDER + "'");
    unbounded(BenchGateway.PROVIDER, clock.instant());
    long startedNanos = System.nanoTime();
    NightReport report = NightBench.await(() -> night.run(creditor, date, 2));
    double seconds = NightBench.secondsSince(startedNanos);
    Instant due = date.atTime(ALL_ARE_DUE).atZone(creditor.timeZone()).toInstant();
    if (clock instanceof SimulatedClock simulated && simulated.instant().isBefore(due)) {
      simulated.advanceTo(due);
    }
    run("VACUUM ANALYZE planned_contact", "CHECKPOINT");
    return new Filled((int) report.planned(), seconds);
  }

  /** What a provider's rate allows is not what is measured. */
  static void unbounded(String provider, Instant now) throws SQLException {
    run(
        "DELETE FROM provider_rate WHERE provider = '" + provider + "'",
        "INSERT INTO provider_rate (provider, per_second, burst, tokens, refilled_at) VALUES ('"
            + provider
            + "', 1000000000, 1000000000, 1000000000, '"
            + now
            + "')");
  }

  /** As the superuser, each by itself. */
  static void run(String... statements) throws SQLException {
    try (Connection database = Lender.open();
        Statement run = database.createStatement()) {
      for (String statement : statements) {
        run.execute(statement);
      }
    }
  }

  static long count(String statement) throws SQLException {
    try (Connection database = Lender.open();
        Statement run = database.createStatement();
        ResultSet count = run.executeQuery(statement)) {
      count.next();
      return count.getLong(1);
    }
  }
}
