package io.batuta.bench;

import io.batuta.dispatch.DispatchReport;
import io.batuta.dispatch.Dispatcher;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Plans, and sends to a local HTTP server in a process of its own over twenty connections. */
@Singleton
final class SinkBench implements Bench {

  private static final int CONNECTIONS = 20;
  private static final double WANTED = 12_000;
  private static final int WARM_UP = 50_000;

  private final Vertx vertx;
  private final Outbox outbox;
  private final Dispatcher dispatcher;
  private final BenchGateway gateway;

  SinkBench(Vertx vertx, Outbox outbox, Dispatcher dispatcher, BenchGateway gateway) {
    this.vertx = vertx;
    this.outbox = outbox;
    this.dispatcher = dispatcher;
    this.gateway = gateway;
  }

  @Override
  public String name() {
    return "sink";
  }

  @Override
  public String says() {
    return "plan, and send to a local HTTP sink over 20 connections, each contact in the ledger";
  }

  @Override
  public List<Measured> run(Scale scale) throws Exception {
    try (SinkProcess sink = SinkProcess.start(vertx, CONNECTIONS)) {
      gateway.goBy(sink);
      outbox.fill(new Scale(name(), Math.min(WARM_UP, scale.debtors()), scale.seed(), 1));
      dispatch();
      sink.counts();
      return measured(scale, sink);
    } finally {
      gateway.goBy(BenchGateway.AT_ONCE);
    }
  }

  private List<Measured> measured(Scale scale, SinkProcess sink) throws Exception {
    Outbox.Filled due = outbox.fill(scale);
    long startedNanos = System.nanoTime();
    ProcessorTime product = ProcessorTime.ofThisProcess();
    ProcessorTime other = sink.processorTime();
    DispatchReport report = dispatch();
    double seconds = NightBench.secondsSince(startedNanos);
    SinkProcess.Counts counts = sink.counts();
    Benches.progress(
        Measured.format(
            "processor time a contact: product %.0f µs, sink %.0f µs, the rest is PostgreSQL's",
            product.microsSince() / report.sent(), other.microsSince() / report.sent()));
    long facts = DispatchBench.sentFacts();
    List<Measured> table = new ArrayList<>();
    table.add(
        Measured.alone(
            Measured.format("send %,d contacts to an HTTP sink", report.sent()),
            Measured.pace(report.sent(), seconds),
            "at least 12,000/s; listmonk 16,000/s",
            report.sent() / seconds >= WANTED));
    table.add(
        Measured.alone(
            Measured.format("… plan them, of %,d debtors", scale.debtors()),
            Measured.pace(due.contacts(), due.seconds()),
            "",
            null));
    table.add(
        Measured.alone(
            "… plan and send together",
            Measured.pace(report.sent(), seconds + due.seconds()),
            "",
            null));
    table.add(
        Measured.alone(
            "… planned, received, different, with a sent fact",
            Measured.format(
                "%,d, %,d, %,d, %,d (%,d bytes a message)",
                due.contacts(),
                counts.posts(),
                counts.contacts(),
                facts,
                counts.bytes() / Math.max(1, counts.posts())),
            "the same number",
            due.contacts() == counts.posts()
                && counts.posts() == counts.contacts()
                && facts == counts.posts()));
    return table;
  }

  private DispatchReport dispatch() throws Exception {
    return NightBench.await(() -> dispatcher.dispatchDue(Integer.MAX_VALUE));
  }
}
