package io.batuta.local;

import io.batuta.callback.EveryMinute;
import io.batuta.dispatch.Rescuer;
import io.batuta.ledger.Evidence;
import io.batuta.ledger.LedgerStore;
import io.batuta.local.RunState.Phase;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.postgres.Sql;
import io.batuta.privacy.PersonKeys;
import io.batuta.time.SimulatedClock;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The story of a local run, told once the product answers: portfolio, night, day, summary; and with
 * no {@code --once} the next night, and so on until Ctrl-C.
 */
@Singleton
@Unremovable
final class LocalRun implements QuarkusApplication {

  private static final LocalTime NIGHT = LocalTime.of(20, 30);

  /** The day of UTC has been over for long enough in the Americas. */
  private static final LocalTime SEALS = LocalTime.of(22, 30);

  private static final int CONTACTS_A_MINUTE = 5_000;

  private final SimulatedClock clock;
  private final Sql sql;
  private final LedgerStore ledger;
  private final CreditorStore creditors;
  private final EveryMinute everyMinute;
  private final Rescuer rescuer;
  private final Evidence evidence;
  private final Carriers carriers;
  private final PersonKeys keys;
  private final String root;
  private final RunFolder folder = RunFolder.here();
  private final Progress progress = Progress.onThisTerminal();

  LocalRun(
      Clock clock,
      Sql sql,
      LedgerStore ledger,
      CreditorStore creditors,
      EveryMinute everyMinute,
      Rescuer rescuer,
      Evidence evidence,
      Carriers carriers,
      PersonKeys keys,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.clock =
        clock instanceof SimulatedClock simulated ? simulated : new SimulatedClock(clock.instant());
    this.sql = sql;
    this.keys = keys;
    this.ledger = ledger;
    this.creditors = creditors;
    this.everyMinute = everyMinute;
    this.rescuer = rescuer;
    this.evidence = evidence;
    this.carriers = carriers;
    this.root = "http://127.0.0.1:" + port;
  }

  @Override
  public int run(String... args) throws Options.BadOption {
    try {
      cycles(Options.parse(args), folder.readState().orElseThrow());
      return 0;
    } catch (InterruptedException e) {
      progress.breakOff();
      return Launcher.INTERRUPTED;
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        return Launcher.INTERRUPTED;
      }
      progress.breakOff();
      org.jboss.logging.Logger.getLogger(LocalRun.class).error("the run failed", e);
      Launcher.complain("The run failed: " + e.getMessage() + " (more in " + folder.log() + ")");
      return 1;
    }
  }

  private void cycles(Options options, RunState begun) throws InterruptedException {
    Api api = new Api(root);
    RunState state = loaded(api, options, begun);
    Creditor creditor = Day.await(() -> creditors.byCode(Loading.CREDITOR)).orElseThrow();
    Day.await(() -> sql.acrossTenants(tx -> ledger.ensureMonths(tx, begun.date(), 2)));
    carriers.play(Day.await(() -> Debtors.read(sql, creditor)));
    Nights nights = new Nights(api, progress);
    Deliveries deliveries = new Deliveries(api, state, Loading.CREDITOR);
    Day day =
        new Day(
            clock,
            creditor.timeZone(),
            () -> rescuer.rescue().chain(() -> everyMinute.run(CONTACTS_A_MINUTE)),
            carriers.queue(),
            deliveries,
            progress,
            options.pace());
    if (state.phase() == Phase.DAY) {
      new Resumption(sql, creditor, carriers, keys).recall(state.date());
    }
    while (true) {
      state = night(nights, state);
      state = day(day, creditor, state);
      LocalDate tomorrow = Festivos.contactDayFrom(state.date().plusDays(1));
      clock.advanceTo(tomorrow.minusDays(1).atTime(NIGHT).atZone(creditor.timeZone()).toInstant());
      nights.tryOut(state.apiKey(), tomorrow);
      summarise(creditor, options, state);
      clock.advanceTo(tomorrow.minusDays(1).atTime(SEALS).atZone(creditor.timeZone()).toInstant());
      Day.await(evidence::secure);
      state = saved(state.in(Phase.DONE, clock.instant()));
      if (options.once()) {
        return;
      }
      System.out.println("\n  Sigue el " + tomorrow + "; Ctrl-C termina / goes on, Ctrl-C ends\n");
      state = state.on(tomorrow).in(Phase.NIGHT, clock.instant());
    }
  }

  private RunState loaded(Api api, Options options, RunState begun) throws InterruptedException {
    RunState state = begun;
    Loading loading = new Loading(api);
    if (state.apiKey().isEmpty()) {
      state = saved(state.withApiKey(loading.creditor(state.installationKey())));
    }
    JsonObject access =
        new JsonObject()
            .put("url", root + "/")
            .put("apiKey", state.apiKey())
            .put("installationKey", state.installationKey())
            .put("jdbcUrl", System.getProperty(Launcher.READER));
    folder.write(folder.access(), access);
    System.out.println("  Página / page      " + root + "/");
    System.out.println("  API                " + root + "/q/swagger-ui");
    System.out.println("  Claves / keys      " + folder.access());
    System.out.println();
    if (state.phase() != Phase.LOADING) {
      return state;
    }
    int definitions = loading.define(state.apiKey());
    System.out.println("  " + definitions + " definiciones / definitions");
    long startedNanos = System.nanoTime();
    loading.portfolio(
        state.apiKey(),
        PortfolioFile.open(
            options.portfolio(), options.debtors(), folder.root().resolve("portfolio.csv")),
        progress);
    return saved(state.took("import", secondsSince(startedNanos)).in(Phase.NIGHT, clock.instant()));
  }

  private RunState night(Nights nights, RunState state) throws InterruptedException {
    if (state.phase() != Phase.NIGHT) {
      return state;
    }
    saved(state);
    long startedNanos = System.nanoTime();
    nights.plan(state.apiKey(), state.date());
    return saved(state.took("night", secondsSince(startedNanos)).in(Phase.DAY, clock.instant()));
  }

  private RunState day(Day day, Creditor creditor, RunState state) throws InterruptedException {
    long startedNanos = System.nanoTime();
    carriers.payUnprompted(
        state.date(), state.date().atTime(7, 0).atZone(creditor.timeZone()).toInstant());
    day.play(state.date(), now -> saved(state.in(Phase.DAY, now)));
    return state.took("day", secondsSince(startedNanos)).in(Phase.DAY, clock.instant());
  }

  private void summarise(Creditor creditor, Options options, RunState state)
      throws InterruptedException {
    JsonObject counts =
        Day.await(() -> new Summary(sql, creditor).of(state.date(), clock.instant()));
    JsonObject summary =
        new JsonObject().put("date", state.date().toString()).put("seed", options.seed());
    summary.mergeIn(counts).put("carriedTwice", carriers.carriedTwice());
    summary.put("secondsBy", state.secondsBy());
    folder.write(folder.summary(), summary);
    SummaryTable.of(summary).forEach(System.out::println);
  }

  private RunState saved(RunState state) {
    folder.write(folder.state(), state.toJson());
    return state;
  }

  private static double secondsSince(long startedNanos) {
    return (System.nanoTime() - startedNanos) / 1e9;
  }
}
