package io.batuta.bench;

import io.batuta.dispatch.DispatchReport;
import io.batuta.dispatch.DispatchSettings;
import io.batuta.dispatch.Dispatcher;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Claim, judge, render, send to a gateway that accepts at once, record. Against the same statements
 * for the same contacts in batches of the same size, one after the other over one connection, with
 * the words as the product rendered them.
 */
@Singleton
final class DispatchBench implements Bench {

  private static final double WANTED = 0.8;
  private static final int WARM_UP = 20_000;

  private final Clock clock;
  private final Outbox outbox;
  private final Dispatcher dispatcher;
  private final DispatchSettings settings;
  private final BenchGateway gateway;

  DispatchBench(
      Clock clock,
      Outbox outbox,
      Dispatcher dispatcher,
      DispatchSettings settings,
      BenchGateway gateway) {
    this.clock = clock;
    this.outbox = outbox;
    this.dispatcher = dispatcher;
    this.settings = settings;
    this.gateway = gateway;
  }

  @Override
  public String name() {
    return "dispatch";
  }

  @Override
  public String says() {
    return "claim, send to a gateway that accepts at once, record, against the same statements";
  }

  @Override
  public List<Measured> run(Scale scale) throws Exception {
    gateway.goBy(BenchGateway.AT_ONCE);
    outbox.fill(new Scale(name(), Math.min(WARM_UP, scale.debtors()), scale.seed(), 1));
    dispatch();
    Outbox.Filled due = outbox.fill(scale);
    Snapshot before = Snapshot.take();
    long startedNanos = System.nanoTime();
    DispatchReport report = dispatch();
    double ours = NightBench.secondsSince(startedNanos);
    Benches.progress("product: " + Measured.pace(report.sent(), ours) + " " + report.counts());
    List<Measured> table = new ArrayList<>();
    table.add(
        Measured.alone(
            "… contacts due, sent, with a sent fact",
            Measured.format("%,d, %,d, %,d", due.contacts(), report.sent(), sentFacts()),
            "the same number",
            due.contacts() == report.sent() && report.sent() == sentFacts()));
    double bare = bare(before);
    table.addFirst(
        Measured.speeds(
            Measured.format("claim, send, complete %,d contacts", report.sent()),
            report.sent(),
            ours,
            "bare SQL",
            bare,
            WANTED));
    return table;
  }

  private DispatchReport dispatch() throws Exception {
    return NightBench.await(() -> dispatcher.dispatchDue(Integer.MAX_VALUE));
  }

  private double bare(Snapshot before) throws Exception {
    try (BareDispatch statements = BareDispatch.open(clock.instant(), settings.batch())) {
      statements.readWords();
      before.restore();
      long startedNanos = System.nanoTime();
      int contacts = statements.run();
      double seconds = NightBench.secondsSince(startedNanos);
      Benches.progress("bare: " + Measured.pace(contacts, seconds));
      return seconds;
    }
  }

  static long sentFacts() throws Exception {
    return Outbox.count("SELECT count(DISTINCT contact_id) FROM contact_fact WHERE kind = 'sent'");
  }
}
