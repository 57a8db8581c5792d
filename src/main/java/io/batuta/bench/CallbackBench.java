package io.batuta.bench;

import io.batuta.bench.HttpLoad.Outcome;
import io.batuta.channel.StandardWebhooks;
import io.batuta.postgres.SqlFile;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Delivery reports by HTTP, signed, each a call of its own, over 32 connections, into the ledger.
 * Against the same statement run by 32 bare clients, one call and one commit each. The clients are
 * threads of this process and share its processors.
 */
@Singleton
final class CallbackBench implements Bench {

  private static final int MOST_CALLS = 200_000;
  private static final int MOST_BARE = 40_000;
  private static final int WARM_UP = 30_000;
  private static final int CONNECTIONS = 32;
  private static final double WANTED_OF_BARE = 0.6;
  private static final double WANTED_P99_MILLIS = 50;

  private final Clock clock;
  private final Lender lender;
  private final Optional<String> secret;

  CallbackBench(
      Clock clock,
      Lender lender,
      @ConfigProperty(name = "batuta.channel.sandbox.secret") Optional<String> secret) {
    this.clock = clock;
    this.lender = lender;
    this.secret = secret;
  }

  @Override
  public String name() {
    return "callbacks";
  }

  @Override
  public String says() {
    return "store callbacks by HTTP over 32 connections, against the same statement by 32 bare clients";
  }

  @Override
  public List<Measured> run(Scale scale) throws Exception {
    Instant now = clock.instant();
    lender.portfolio(scale.debtors(), scale.seed(), LocalDate.ofInstant(now, ZoneOffset.UTC));
    SignedCalls calls =
        new SignedCalls(new StandardWebhooks(secret.orElseThrow()), lender.root(), now);
    HttpLoad http = new HttpLoad(lender.root(), CONNECTIONS);
    http.asFastAsItGoes(calls.delivered(sent(WARM_UP)));
    BareClients.run(calls.bare(sent(WARM_UP)), CONNECTIONS);

    List<Measured> table = new ArrayList<>();
    long[] debtors = sent(MOST_CALLS);
    Outcome most = http.asFastAsItGoes(calls.delivered(debtors));
    all(debtors.length, "kind = 'delivered'");
    table.add(told(against(most, debtors.length, calls)));
    table.add(told(latency("… at full load", most)));
    debtors = sent(MOST_CALLS);
    table.add(told(half("… at half load", http, calls.delivered(debtors), most)));
    all(debtors.length, "kind = 'delivered'");
    table.addAll(mixed(http, calls));
    return table;
  }

  /** The pace of bare clients over fewer calls: they are slower, and as steady. */
  private Measured against(Outcome ours, int calls, SignedCalls made) throws Exception {
    long[] debtors = sent(MOST_BARE);
    double bare = BareClients.run(made.bare(debtors), CONNECTIONS);
    all(debtors.length, "kind = 'delivered'");
    double ratio = calls / ours.seconds() / (debtors.length / bare);
    return new Measured(
        Measured.format("store callbacks, %d connections", CONNECTIONS),
        Measured.format("%,d in %s", calls, Measured.pace(calls, ours.seconds())),
        CONNECTIONS + " bare clients",
        Measured.format("%,d in %s", debtors.length, Measured.pace(debtors.length, bare)),
        ratio,
        Measured.format("at least %.2f", WANTED_OF_BARE),
        ratio >= WANTED_OF_BARE);
  }

  /** Nine in ten delivered, 8 % read, 2 % answer, and of those every second says stop. */
  private List<Measured> mixed(HttpLoad http, SignedCalls calls) throws Exception {
    long[] debtors = sent(MOST_CALLS);
    Outcome most = http.asFastAsItGoes(calls.mixed(debtors));
    all(debtors.length, "kind IN ('delivered', 'read', 'replied')");
    List<Measured> table = new ArrayList<>();
    table.add(
        Measured.alone(
            "90 % delivered, 8 % read, 2 % replies",
            Measured.pace(debtors.length, most.seconds()), "", null));
    table.add(told(latency("… at full load", most)));
    debtors = sent(MOST_CALLS);
    table.add(told(half("… at half load", http, calls.mixed(debtors), most)));
    all(debtors.length, "kind IN ('delivered', 'read', 'replied')");
    return table;
  }

  /** At a steady pace, whatever the answers take: each is timed from when it was due to leave. */
  private static Measured half(String work, HttpLoad http, List<byte[]> requests, Outcome most)
      throws InterruptedException {
    double perSecond = requests.size() / most.seconds() / 2;
    Outcome half = http.atPace(requests, perSecond);
    return new Measured(
        Measured.format("%s, %,.0f/s", work, perSecond),
        half.latency(),
        "",
        "",
        null,
        Measured.format("p99 under %.0f ms", WANTED_P99_MILLIS),
        half.percentile(0.99) < WANTED_P99_MILLIS);
  }

  /** At once: the whole takes minutes. */
  private static Measured told(Measured measured) {
    Benches.progress(measured.line());
    return measured;
  }

  private static Measured latency(String work, Outcome outcome) {
    return Measured.alone(work, outcome.latency(), "", null);
  }

  /** As many contacts as there are debtors with a phone, {@code most} at most; their debtors. */
  private long[] sent(int most) throws SQLException {
    try (Connection database = Lender.open();
        Statement run = database.createStatement()) {
      Lender.forgetNights(run);
      run.execute("TRUNCATE words, promise, opt_out, contact_day, contact_history");
      run.execute("SELECT ensure_ledger_months('%s', 2)".formatted(today()));
      String fill = SqlFile.of(Lender.class, "fill-sent.sql").text();
      run.execute("PREPARE fill AS " + fill);
      run.execute("EXECUTE fill (%d, '%s')".formatted(most, clock.instant()));
      run.execute("DEALLOCATE fill");
      run.execute("VACUUM ANALYZE planned_contact, contact_progress, contact_day, contact_history");
      run.execute("CHECKPOINT");
    }
    return debtors();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static long[] debtors() throws SQLException {
    try (Connection database = Lender.open();
        PreparedStatement ask =
            database.prepareStatement("SELECT debtor_id FROM planned_contact ORDER BY debtor_id");
        ResultSet rows = ask.executeQuery()) {
      List<Long> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getLong(1));
      }
      return all.stream().mapToLong(Long::longValue).toArray();
    }
  }

  /** A figure counts only when everything is in the ledger. */
  private static void all(int wanted, String which) throws SQLException {
    try (Connection database = Lender.open();
        Statement run = database.createStatement();
        ResultSet count = run.executeQuery("SELECT count(*) FROM contact_fact WHERE " + which)) {
      count.next();
      if (count.getLong(1) != wanted) {
        throw new IllegalStateException(
            count.getLong(1) + " facts in the ledger for " + wanted + " callbacks");
      }
    }
  }
}
