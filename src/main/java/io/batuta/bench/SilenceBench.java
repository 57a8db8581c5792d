package io.batuta.bench;

import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.dispatch.DispatchReport;
import io.batuta.dispatch.DispatchSettings;
import io.batuta.dispatch.Dispatcher;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.suppression.Payment;
import io.batuta.suppression.Payments;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Payments commit at random for debtors to whom dispatch is sending as fast as it can. Of each who
 * paid: how long after the commit the last call to the provider began, and whether any permit was
 * granted after it. Commits are told by PostgreSQL, to the microsecond.
 */
@Singleton
final class SilenceBench implements Bench {

  private static final int CONNECTIONS = 20;
  private static final int PAYERS = 8;
  private static final int WARM_UP = 20_000;

  /** With fewer nothing has been measured. */
  private static final int LEAST_PAID = 50;

  private static final int LEAST_CALLED = 10;

  private final Vertx vertx;
  private final Clock clock;
  private final Outbox outbox;
  private final Dispatcher dispatcher;
  private final DispatchSettings settings;
  private final BenchGateway gateway;
  private final CreditorStore creditors;
  private final Payments payments;
  private final Map<UUID, Long> begunNanos = new ConcurrentHashMap<>();

  SilenceBench(
      Vertx vertx,
      Clock clock,
      Outbox outbox,
      Dispatcher dispatcher,
      DispatchSettings settings,
      BenchGateway gateway,
      CreditorStore creditors,
      Payments payments) {
    this.vertx = vertx;
    this.clock = clock;
    this.outbox = outbox;
    this.dispatcher = dispatcher;
    this.settings = settings;
    this.gateway = gateway;
    this.creditors = creditors;
    this.payments = payments;
  }

  @Override
  public String name() {
    return "silence";
  }

  @Override
  public String says() {
    return "pay while dispatch sends over 20 connections: how long until the last call to who paid";
  }

  @Override
  public List<Measured> run(Scale scale) throws Exception {
    try (SinkProcess sink = SinkProcess.start(vertx, CONNECTIONS)) {
      gateway.goBy(message -> noted(sink, message));
      outbox.fill(new Scale(name(), Math.min(WARM_UP, scale.debtors()), scale.seed(), 1));
      dispatch();
      begunNanos.clear();
      outbox.fill(scale);
      return measured(scale);
    } finally {
      gateway.goBy(BenchGateway.AT_ONCE);
    }
  }

  private Uni<SendOutcome> noted(SinkProcess sink, OutboundMessage message) {
    begunNanos.put(message.contact().value(), System.nanoTime());
    return sink.take(message);
  }

  private List<Measured> measured(Scale scale) throws Exception {
    Creditor creditor = NightBench.await(() -> creditors.byCode(Lender.CODE)).orElseThrow();
    String[] accounts = accounts();
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();
    List<Thread> payers = new ArrayList<>();
    for (int i = 0; i < PAYERS; i++) {
      SplittableRandom random = new SplittableRandom(scale.seed() + i);
      payers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      pay(creditor, accounts, random, over);
                    } catch (RuntimeException e) {
                      fault.compareAndSet(null, e);
                    }
                  }));
    }
    long startedNanos = System.nanoTime();
    DispatchReport report;
    try {
      report = dispatch();
    } finally {
      over.set(true);
      for (Thread payer : payers) {
        payer.join();
      }
    }
    double seconds = NightBench.secondsSince(startedNanos);
    RuntimeException failed = fault.get();
    if (failed != null) {
      throw failed;
    }
    return told(report, seconds);
  }

  private void pay(
      Creditor creditor, String[] accounts, SplittableRandom random, AtomicBoolean over) {
    while (!over.get()) {
      int which = random.nextInt(accounts.length);
      String reference = UUID.randomUUID().toString();
      Payment payment =
          new Payment(
              0,
              reference,
              accounts[which],
              "1.00",
              currency(creditor),
              clock.instant().toString());
      try {
        NightBench.await(() -> payments.record(creditor, List.of(payment)));
      } catch (Exception e) {
        throw new IllegalStateException("a payment failed", e);
      }
    }
  }

  private static String currency(Creditor creditor) {
    return creditor.currency().getCurrencyCode();
  }

  /** Of everybody to whom a contact is planned. */
  private static String[] accounts() throws SQLException {
    List<String> numbers = new ArrayList<>();
    try (Connection database = Lender.open();
        Statement run = database.createStatement();
        ResultSet rows =
            run.executeQuery(
                "SELECT a.number FROM planned_contact p JOIN account a USING (account_id) ORDER BY 1")) {
      while (rows.next()) {
        numbers.add(rows.getString(1));
      }
    }
    return numbers.toArray(String[]::new);
  }

  /**
   * Who paid, when it was committed, what was planned for them, and when its permit was committed
   * (with its words); the first payment of each.
   */
  private static final String WHO_PAID =
      """
      SELECT DISTINCT ON (y.debtor_id) p.contact_id, p.state,
        pg_xact_commit_timestamp(y.xmin) AS paid_at,
        (SELECT pg_xact_commit_timestamp(w.xmin) FROM words w
          WHERE w.debtor_id = p.debtor_id AND w.contact_id = p.contact_id AND w.direction = 'out') AS permitted_at
      FROM payment y
      JOIN planned_contact p ON p.debtor_id = y.debtor_id
      ORDER BY y.debtor_id, y.recorded_at, pg_xact_commit_timestamp(y.xmin)
      """;

  private List<Measured> told(DispatchReport report, double seconds) throws Exception {
    int paid = 0;
    int before = 0;
    int never = 0;
    int after = 0;
    int untold = 0;
    List<Duration> tail = new ArrayList<>();
    Instant zero = whenNanosWereZero();
    try (Connection database = Lender.open();
        Statement run = database.createStatement();
        ResultSet rows = run.executeQuery(WHO_PAID)) {
      while (rows.next()) {
        paid++;
        Instant committed = rows.getTimestamp("paid_at").toInstant();
        Long nanos = begunNanos.get(rows.getObject("contact_id", UUID.class));
        Instant call = nanos == null ? null : zero.plusNanos(nanos);
        if (call != null && rows.getTimestamp("permitted_at") == null) {
          untold++;
        }
        if (rows.getTimestamp("permitted_at") != null
            && rows.getTimestamp("permitted_at").toInstant().isAfter(committed)) {
          after++;
        }
        if (call == null) {
          never++;
        } else if (call.isAfter(committed)) {
          tail.add(Duration.between(committed, call));
        } else {
          before++;
        }
      }
    }
    if (paid < LEAST_PAID || paid - never < LEAST_CALLED) {
      throw new IllegalStateException(
          "%d paid, of whom %d were called: too few to say anything of"
              .formatted(paid, paid - never));
    }
    long[] micros = tail.stream().mapToLong(d -> d.toNanos() / 1_000).sorted().toArray();
    return List.of(
        Measured.alone(
            Measured.format("send %,d contacts while %,d debtors pay", report.sent(), paid),
            Measured.pace(report.sent(), seconds),
            "",
            null),
        Measured.alone(
            "… paid before their contact left, of it called",
            Measured.format("%,d kept silent; %,d had been called before", never, before),
            "",
            null),
        Measured.alone(
            "… permits granted after the payment's commit",
            untold == 0
                ? Integer.toString(after)
                : "%d, and of %d calls the permit left no trace".formatted(after, untold),
            "0",
            after == 0 && untold == 0),
        Measured.alone(
            Measured.format("… calls that began after it, of %,d", paid),
            Measured.format(
                "%,d: p50 %.1f ms, p99 %.1f ms, most %.1f ms",
                micros.length, at(micros, 0.5), at(micros, 0.99), at(micros, 1)),
            "begin within %d s of their permit, and have %d s"
                .formatted(
                    Dispatcher.CALLED_WITHIN.toSeconds(), settings.answerTimeout().toSeconds()),
            at(micros, 1) / 1_000 <= Dispatcher.CALLED_WITHIN.toSeconds()));
  }

  /** PostgreSQL's clock, by which commits are told, beside the one by which calls are timed. */
  private static Instant whenNanosWereZero() throws SQLException {
    try (Connection database = Lender.open();
        Statement run = database.createStatement()) {
      run.execute("SELECT 1");
      long before = System.nanoTime();
      try (ResultSet row = run.executeQuery("SELECT clock_timestamp()")) {
        row.next();
        long asked = (before + System.nanoTime()) / 2;
        return row.getTimestamp(1).toInstant().minusNanos(asked);
      }
    }
  }

  /** In milliseconds; 0 where there is none. */
  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1_000.0;
  }

  private DispatchReport dispatch() throws Exception {
    return NightBench.await(() -> dispatcher.dispatchDue(Integer.MAX_VALUE));
  }
}
