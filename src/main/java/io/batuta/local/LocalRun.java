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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The story of a local run, told once the product answers: portfolio, night, day, summary; and with
 * no {@code --once} the next night, and so on until Ctrl-C.
 */
@Singleton
@Unremovable
final class LocalRun implements QuarkusApplication {

  private static final LocalTime NIGHT = LocalTime.of(20, 30);

  /** The day of UTC has been over for long enough in most of the Americas. */
  private static final LocalTime SEALS = LocalTime.of(22, 30);

  private static final Duration SETTLED = Duration.ofMinutes(150);

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
  private final ListedHolidays holidays = new ListedHolidays();
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
    List<SampleCreditor> all = SampleCreditor.of(options);
    RunState state = loaded(api, all, options, begun);
    List<Creditor> stored = stored(all);
    Day.await(() -> sql.acrossTenants(tx -> ledger.ensureMonths(tx, begun.date(), 2)));
    carriers.play(everybody(stored));
    Day day =
        new Day(
            clock,
            all.stream().map(SampleCreditor::zone).toList(),
            () -> rescuer.rescue().chain(() -> everyMinute.run(CONTACTS_A_MINUTE)),
            carriers.queue(),
            new Deliveries(api, state),
            progress,
            options.pace());
    if (state.phase() == Phase.DAY) {
      for (Creditor creditor : stored) {
        new Resumption(sql, creditor, carriers, keys).recall(state.date());
      }
    }
    ZoneId zone = all.getFirst().zone();
    while (true) {
      state = night(api, all, state);
      state = day(day, zone, state);
      LocalDate tomorrow =
          holidays.contactDayFrom(state.date().plusDays(1), SampleCreditor.countries(options));
      waitUntil(tomorrow.minusDays(1).atTime(NIGHT).atZone(zone).toInstant());
      for (SampleCreditor creditor : all) {
        new Nights(api, creditor, progress).tryOut(state.apiKey(creditor), tomorrow);
      }
      summarise(stored, zone, options, state);
      waitUntil(sealsBefore(tomorrow, zone));
      Day.await(evidence::secure);
      state = saved(state.in(Phase.DONE, clock.instant()));
      if (options.once()) {
        return;
      }
      System.out.println("\n  Sigue el " + tomorrow + "; Ctrl-C termina / goes on, Ctrl-C ends\n");
      state = state.on(tomorrow).in(Phase.NIGHT, clock.instant());
    }
  }

  /** The last creditor's day may have ended later than that. */
  private void waitUntil(Instant at) {
    if (at.isAfter(clock.instant())) {
      clock.advanceTo(at);
    }
  }

  /** Before the next night, and once the day of UTC has been over for as long as seals wait. */
  private static Instant sealsBefore(LocalDate next, ZoneId zone) {
    Instant evening = next.minusDays(1).atTime(SEALS).atZone(zone).toInstant();
    Instant settled = next.atStartOfDay(ZoneOffset.UTC).plus(SETTLED).toInstant();
    return evening.isAfter(settled) ? evening : settled;
  }

  private List<Creditor> stored(List<SampleCreditor> all) throws InterruptedException {
    List<Creditor> stored = new ArrayList<>();
    for (SampleCreditor each : all) {
      stored.add(Day.await(() -> creditors.byCode(each.code())).orElseThrow());
    }
    return stored;
  }

  private Debtors everybody(List<Creditor> all) throws InterruptedException {
    Debtors people = new Debtors(Map.of());
    for (Creditor creditor : all) {
      people = people.with(Day.await(() -> Debtors.read(sql, creditor)));
    }
    return people;
  }

  private RunState loaded(Api api, List<SampleCreditor> all, Options options, RunState begun)
      throws InterruptedException {
    RunState state = begun;
    for (SampleCreditor creditor : all) {
      if (state.apiKey(creditor).isEmpty()) {
        String key = new Loading(api, creditor).creditor(state.installationKey());
        state = saved(state.withApiKey(creditor, key));
      }
    }
    tellAccess(all, state);
    if (state.phase() != Phase.LOADING) {
      return state;
    }
    long startedNanos = System.nanoTime();
    for (SampleCreditor creditor : all) {
      Loading loading = new Loading(api, creditor);
      int definitions = loading.define(state.apiKey(creditor));
      System.out.printf("  %s: %d definiciones / definitions%n", creditor.name(), definitions);
      loading.portfolio(state.apiKey(creditor), portfolioOf(creditor, options), progress);
    }
    return saved(state.took("import", secondsSince(startedNanos)).in(Phase.NIGHT, clock.instant()));
  }

  private void tellAccess(List<SampleCreditor> all, RunState state) {
    JsonObject access =
        new JsonObject()
            .put("url", root + "/")
            .put("apiKey", state.apiKey(all.getFirst()))
            .put("apiKeys", state.apiKeys())
            .put("installationKey", state.installationKey())
            .put("jdbcUrl", System.getProperty(Launcher.READER));
    folder.write(folder.access(), access);
    System.out.println("  Página / page      " + root + "/");
    System.out.println("  API                " + root + "/q/swagger-ui");
    System.out.println("  Claves / keys      " + folder.access());
    System.out.println();
  }

  private PortfolioFile portfolioOf(SampleCreditor creditor, Options options) {
    Path scratch = folder.root().resolve("portfolio.csv");
    return options.portfolio() != null
        ? PortfolioFile.open(options.portfolio(), options.debtors(), scratch)
        : PortfolioFile.ofTheSample(
            new SampleShare(
                creditor.country(), SampleCreditor.countries(options), options.debtors()),
            scratch);
  }

  private RunState night(Api api, List<SampleCreditor> all, RunState state)
      throws InterruptedException {
    if (state.phase() != Phase.NIGHT) {
      return state;
    }
    saved(state);
    long startedNanos = System.nanoTime();
    for (SampleCreditor creditor : all) {
      new Nights(api, creditor, progress).plan(state.apiKey(creditor), state.date());
    }
    return saved(state.took("night", secondsSince(startedNanos)).in(Phase.DAY, clock.instant()));
  }

  private RunState day(Day day, ZoneId zone, RunState state) throws InterruptedException {
    long startedNanos = System.nanoTime();
    carriers.payUnprompted(state.date(), state.date().atTime(7, 0).atZone(zone).toInstant());
    day.play(state.date(), now -> saved(state.in(Phase.DAY, now)));
    return state.took("day", secondsSince(startedNanos)).in(Phase.DAY, clock.instant());
  }

  private void summarise(List<Creditor> all, ZoneId zone, Options options, RunState state)
      throws InterruptedException {
    JsonObject byCreditor = new JsonObject();
    Instant since = state.date().minusDays(1).atTime(Day.ENDS).atZone(zone).toInstant();
    for (Creditor creditor : all) {
      JsonObject counts =
          Day.await(() -> new Summary(sql, creditor).of(state.date(), since, clock.instant()));
      byCreditor.put(creditor.code(), counts.put("name", creditor.name()));
    }
    JsonObject summary =
        new JsonObject().put("date", state.date().toString()).put("seed", options.seed());
    summary.mergeIn(Totals.of(byCreditor)).put("carriedTwice", carriers.carriedTwice());
    summary.put("creditors", byCreditor).put("secondsBy", state.secondsBy());
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
