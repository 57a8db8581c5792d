package io.batuta.bench;

import io.batuta.bench.BareCopy.Copied;
import io.batuta.local.Api;
import io.batuta.local.SampleCreditor;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.portfolio.ImportMode;
import io.batuta.portfolio.ImportOutcome.Loaded;
import io.batuta.portfolio.ImportReport;
import io.batuta.portfolio.PortfolioImport;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A lender's file becomes the portfolio: the first time, once more over HTTP with nothing changed,
 * and with one row in twenty changed. Against COPY of the rows that came of it.
 */
@Singleton
final class ImportBench implements Bench {

  private static final double WANTED_OF_COPY = 0.25;
  private static final double WANTED_OF_HEAP = 1.2;

  private final Clock clock;
  private final Lender lender;
  private final CreditorStore creditors;
  private final PortfolioImport portfolio;
  private final Path folder;

  ImportBench(
      Clock clock,
      Lender lender,
      CreditorStore creditors,
      PortfolioImport portfolio,
      @ConfigProperty(name = "batuta.bench.folder", defaultValue = "target/bench") Path folder) {
    this.clock = clock;
    this.lender = lender;
    this.creditors = creditors;
    this.portfolio = portfolio;
    this.folder = folder;
  }

  /** One import: what it took and what it held at most. */
  private record Run(double seconds, double heapMib, ImportReport report) {}

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String says() {
    return "import a file, again and changed, against COPY of its rows";
  }

  @Override
  public List<Measured> run(Scale scale) throws Exception {
    lender.setUp();
    Creditor creditor = NightBench.await(() -> creditors.byCode(Lender.CODE)).orElseThrow();
    LenderFile file =
        new LenderFile(scale.seed(), LocalDate.ofInstant(clock.instant(), creditor.timeZone()));
    Path csv = folder.resolve("portfolio.csv");
    int tenth = Math.max(1, scale.debtors() / 10);
    lender.empty();
    Run small = load(creditor, file.write(csv, tenth, false));
    lender.empty();
    Run first = load(creditor, file.write(csv, scale.debtors(), false));
    Copied bare = new BareCopy(folder).run();
    Benches.progress(Measured.format("COPY of %s in %.2f s", bare.rows(), bare.seconds()));
    double again = overHttp(csv, scale.debtors());
    Run changed = load(creditor, file.write(csv, scale.debtors(), true));
    Files.delete(csv);
    return table(scale.debtors(), small, first, bare, again, changed);
  }

  private static List<Measured> table(
      int rows, Run small, Run first, Copied bare, double again, Run changed) {
    List<Measured> table = new ArrayList<>();
    table.add(
        Measured.speeds(
            Measured.format("import %,d rows, all new", rows),
            rows,
            first.seconds(),
            "COPY of its rows",
            bare.seconds(),
            WANTED_OF_COPY));
    table.add(
        Measured.share(
            "… peak heap",
            mib(first),
            Measured.format("of %,d rows", small.report().rows()),
            mib(small),
            first.heapMib() / small.heapMib(),
            WANTED_OF_HEAP));
    table.add(Measured.alone("… again over HTTP, unchanged", Measured.pace(rows, again), "", null));
    table.add(
        Measured.alone(
            Measured.format("… with %,d rows changed", changed.report().updated()),
            Measured.pace(rows, changed.seconds()),
            "",
            null));
    return table;
  }

  private Run load(Creditor creditor, Path csv) throws Exception {
    try (HeapPeak heap = HeapPeak.watch();
        InputStream in = Files.newInputStream(csv)) {
      long startedNanos = System.nanoTime();
      var outcome = NightBench.await(() -> portfolio.load(creditor, ImportMode.DELTA, in));
      double seconds = NightBench.secondsSince(startedNanos) - heap.collectingSeconds();
      if (!(outcome instanceof Loaded(ImportReport report)) || report.rejected() > 0) {
        throw new IllegalStateException("the made-up file was not loaded whole: " + outcome);
      }
      Run run = new Run(seconds, heap.mib(), report);
      Benches.progress(
          Measured.format(
              "%,d rows: %,d inserted, %,d updated, %,d unchanged in %.2f s, %s",
              report.rows(),
              report.inserted(),
              report.updated(),
              report.unchanged(),
              seconds,
              mib(run)));
      return run;
    }
  }

  /** As a lender sends it. Seconds until the answer. */
  private double overHttp(Path csv, int rows) throws Exception {
    long startedNanos = System.nanoTime();
    JsonObject report =
        new Api(lender.root())
            .postCsv(
                lender.key(),
                SampleCreditor.colombian().root() + "/portfolio",
                BodyPublishers.ofFile(csv))
            .body();
    double seconds = NightBench.secondsSince(startedNanos);
    if (report.getLong("unchanged", 0L) != rows) {
      throw new IllegalStateException("the same file again changed something: " + report);
    }
    Benches.progress(Measured.format("again over HTTP in %.2f s", seconds));
    return seconds;
  }

  private static String mib(Run run) {
    return Measured.format("%.0f MiB", run.heapMib());
  }
}
