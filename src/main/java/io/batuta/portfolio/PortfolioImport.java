package io.batuta.portfolio;

import io.batuta.portfolio.ImportOutcome.Broken;
import io.batuta.portfolio.ImportOutcome.Loaded;
import io.batuta.portfolio.ImportOutcome.Outdated;
import io.batuta.portfolio.ImportStore.Run;
import io.batuta.portfolio.StagedRows.Page;
import io.batuta.telemetry.Figure;
import io.batuta.telemetry.Figures;
import io.batuta.telemetry.LogIds;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A lender's file becomes the portfolio. Rows stream into a staging table, a page at a time, and
 * become the portfolio in one last transaction: until then, whatever happens, nothing has changed.
 *
 * <p>A row that is wrong is refused and the rest loads; a file that cannot be read loads nothing.
 * The same file twice changes nothing the second time.
 */
@ApplicationScoped
public class PortfolioImport {

  private static final Logger LOG = Logger.getLogger(PortfolioImport.class);

  /** How many rejections an answer carries; the rest is asked for by page. */
  private static final int FIRST_REJECTIONS = 100;

  private static final int REJECTIONS_A_PAGE = 1_000;

  /** A connection that broke may be handed out once more before the pool knows. */
  private static final int TRIES_TO_TAKE_BACK = 4;

  private final ImportStore store;
  private final ImportPulse pulse;
  private final ImportTurn turn;
  private final Clock clock;
  private final Figures figures;

  PortfolioImport(
      ImportStore store, ImportPulse pulse, ImportTurn turn, Clock clock, Figures figures) {
    this.store = store;
    this.pulse = pulse;
    this.turn = turn;
    this.clock = clock;
    this.figures = figures;
  }

  /**
   * Loads a file. Reading blocks threads of the worker pool, never the caller's; memory stays flat
   * whatever the size. Fails, with nothing loaded, when the database does.
   *
   * @param csv read to its end or to where it breaks; not closed
   */
  public Uni<ImportOutcome> load(Creditor creditor, ImportMode mode, InputStream csv) {
    Instant now = clock.instant();
    return load(
        new Run(UUID.randomUUID(), creditor, mode, now, Arrival.now(now), Instant.MAX), () -> csv);
  }

  /**
   * The same as a run of the caller's, whose id must be new.
   *
   * @param csv opens the file, on a worker; throws {@link BrokenFile} where there is none, {@link
   *     FileStore.Unreachable} where that cannot be told
   */
  @WithSpan("import")
  Uni<ImportOutcome> load(Run run, Supplier<InputStream> csv) {
    LogIds.creditor(run.creditor().id().value());
    return store
        .begin(run)
        // Only what this run has begun is taken back: a second run under the same id fails to
        // begin.
        .chain(
            () ->
                pulse
                    .during(run, read(run, csv))
                    .onFailure(trouble -> !isOutcome(trouble))
                    .call(trouble -> takeBack(run, why(trouble))))
        .<ImportOutcome>map(Loaded::new)
        .onFailure(PortfolioImport::isOutcome)
        .recoverWithUni(trouble -> refused(run, trouble))
        .invoke(outcome -> log(run, outcome));
  }

  private static boolean isOutcome(Throwable trouble) {
    return trouble instanceof BrokenFile || trouble instanceof OutdatedFile;
  }

  /** What became of one import, or how far it is; empty when the creditor has none of that id. */
  public Uni<Optional<ImportReport>> report(CreditorId creditor, UUID importId) {
    return store.report(creditor, importId, FIRST_REJECTIONS);
  }

  /** Everything that an import refused, by line, a page at a time. */
  public Multi<List<Rejection>> rejections(CreditorId creditor, UUID importId) {
    return Multi.createBy()
        .repeating()
        .uni(
            () -> new long[] {0},
            after ->
                store
                    .rejections(creditor, importId, after[0], REJECTIONS_A_PAGE)
                    .invoke(page -> after[0] = page.isEmpty() ? after[0] : page.getLast().line()))
        .whilst(page -> page.size() >= REJECTIONS_A_PAGE);
  }

  private static String why(Throwable trouble) {
    return trouble instanceof FileStore.Unreachable
        ? String.valueOf(trouble.getMessage())
        : "the database could not be reached or refused the work";
  }

  private Uni<ImportReport> read(Run run, Supplier<InputStream> csv) {
    return onWorker(
            () ->
                PortfolioFile.open(
                    csv.get(),
                    run.creditor(),
                    run.now().atZone(run.creditor().timeZone()).toLocalDate()))
        .chain(
            file ->
                stage(run, file)
                    .call(() -> turn.come(run))
                    .chain(rows -> store.merge(run, file.header(), rows))
                    .chain(() -> report(run.creditor().id(), run.id()))
                    .map(Optional::orElseThrow));
  }

  /** Page after page, the next one read while one is written; answers how many rows will load. */
  private Uni<Long> stage(Run run, PortfolioFile file) {
    ReadAhead<Page> pages =
        new ReadAhead<>(
            () -> store.page(run, file.nextBatch()),
            Page::last,
            Infrastructure.getDefaultWorkerPool());
    return Multi.createBy()
        .repeating()
        .uni(() -> pages.next().chain(page -> store.stage(run, page).map(n -> Staged.of(page, n))))
        .whilst(staged -> !staged.last())
        .collect()
        .in(Total::new, Total::add)
        .map(Total::rows)
        .onFailure()
        .call(pages::settled);
  }

  private record Staged(long read, long rows, boolean last) {
    static Staged of(Page page, long rows) {
      return new Staged(page.size(), rows, page.last());
    }
  }

  private static final class Total {
    private long read;
    private long rows;

    void add(Staged staged) {
      read += staged.read();
      rows += staged.rows();
    }

    long rows() {
      if (read == 0) {
        throw new BrokenFile(2, null, "the file has a header and no row");
      }
      return rows;
    }
  }

  private Uni<ImportOutcome> refused(Run run, Throwable trouble) {
    ImportOutcome outcome =
        trouble instanceof BrokenFile broken
            ? new Broken(run.id(), broken.line(), broken.column(), broken.reason())
            : new Outdated(run.id(), ((OutdatedFile) trouble).reason());
    return store.fail(run, String.valueOf(trouble.getMessage())).replaceWith(outcome);
  }

  /** As far as the database can still be told; otherwise a later import clears up. */
  private Uni<Void> takeBack(Run run, String why) {
    return store
        .fail(run, why)
        .onFailure()
        .retry()
        .withBackOff(Duration.ofMillis(100))
        .atMost(TRIES_TO_TAKE_BACK)
        .onFailure()
        .recoverWithNull();
  }

  private static <T> Uni<T> onWorker(Supplier<T> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private void log(Run run, ImportOutcome outcome) {
    switch (outcome) {
      case Loaded(ImportReport r) -> {
        figures.tell(
            run.creditor().id().value(),
            Map.of(Figure.ROWS, r.rows(), Figure.REJECTED, r.rejected()));
        LOG.infof(
            "import %s of creditor %d: %d rows, %d inserted, %d updated, %d unchanged, %d rejected,"
                + " %d recalled",
            run.id(),
            run.creditor().id().value(),
            r.rows(),
            r.inserted(),
            r.updated(),
            r.unchanged(),
            r.rejected(),
            r.recalled());
      }
      case Broken broken ->
          LOG.infof(
              "import %s of creditor %d: broken at line %d",
              run.id(), run.creditor().id().value(), broken.line());
      case Outdated outdated ->
          LOG.infof(
              "import %s of creditor %d: %s",
              run.id(), run.creditor().id().value(), outdated.reason());
    }
  }
}
