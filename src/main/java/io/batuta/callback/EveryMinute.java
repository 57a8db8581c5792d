package io.batuta.callback;

import io.batuta.campaign.NextRungs;
import io.batuta.campaign.OpenWindows;
import io.batuta.dispatch.DispatchReport;
import io.batuta.dispatch.Dispatcher;
import io.batuta.dispatch.Recalls;
import io.batuta.dispatch.Watch;
import io.batuta.telemetry.Figure;
import io.batuta.telemetry.Figures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What a schedule does each minute: reports that overtook their send find it, what was ended after
 * it was handed over is called back, ladders move on, what is due leaves. Two at once share the
 * work.
 */
@ApplicationScoped
public class EveryMinute {

  private static final Logger LOG = Logger.getLogger(EveryMinute.class);

  /** Where a minute has no end of its own. */
  private static final Duration FOR_RECALLS = Duration.ofSeconds(15);

  private final Clock clock;
  private final OpenWindows windows;
  private final WaitingReports waiting;
  private final Recalls recalls;
  private final NextRungs rungs;
  private final Dispatcher dispatcher;
  private final Figures figures;
  private final Watch watch;

  public EveryMinute(
      Clock clock,
      OpenWindows windows,
      WaitingReports waiting,
      Recalls recalls,
      NextRungs rungs,
      Dispatcher dispatcher,
      Figures figures,
      Watch watch) {
    this.watch = watch;
    this.figures = figures;
    this.clock = clock;
    this.windows = windows;
    this.waiting = waiting;
    this.recalls = recalls;
    this.rungs = rungs;
    this.dispatcher = dispatcher;
  }

  /**
   * @param limit contacts to claim at most
   * @return counts: {@code matched} reports, {@code braked} channels, {@code recalled} contacts,
   *     {@code advanced} ladders, and what dispatch did
   */
  public Uni<Map<String, Integer>> run(int limit) {
    return matched(clock.instant().plus(FOR_RECALLS))
        .chain(counts -> onward(counts, () -> false, () -> dispatcher.dispatchDue(limit)));
  }

  /**
   * The same for a function: while no window can be open for anybody who is to be contacted,
   * reports and recalls alone are worked, since they wait 72 hours at most and a holiday may last
   * longer, and a dialler's day may begin before ours. No claim that could outlast {@code until},
   * and recalls and ladders take a part of the time at most: a morning on which many of them move
   * on must send too.
   *
   * @return as {@link #run}; those two alone where no window is open
   */
  public Uni<Map<String, Integer>> runWhileOpen(int limit, Instant until) {
    return matched(part(until, 4))
        .chain(
            counts ->
                windows
                    .anyOpen(clock.instant())
                    .chain(
                        open ->
                            open
                                ? onward(
                                    counts,
                                    isOver(part(until, 2)),
                                    () -> dispatcher.dispatchDue(limit, until))
                                : Uni.createFrom().item(counts)));
  }

  /** Recalls begin nothing after their time: a provider that is silent must not cost the minute. */
  private Uni<Map<String, Integer>> matched(Instant recallsUntil) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    return Uni.createFrom()
        .deferred(() -> spared("reports that wait", waiting.match(clock.instant())))
        .invoke(matched -> counts.put("matched", matched))
        .chain(() -> spared("recalls", recalls.carryOut(clock, isOver(recallsUntil))))
        .invoke(recalled -> counts.put("recalled", recalled))
        .chain(() -> spared("the watch", watch.look(clock.instant())))
        .invoke(
            braked -> {
              if (braked > 0) {
                counts.put("braked", braked);
              }
            })
        .replaceWith(counts);
  }

  private Uni<Map<String, Integer>> onward(
      Map<String, Integer> counts,
      BooleanSupplier laddersHadTheirTime,
      Supplier<Uni<? extends DispatchReport>> dispatch) {
    return spared("ladders", rungs.advance(clock.instant(), laddersHadTheirTime))
        .invoke(advanced -> counts.put("advanced", advanced))
        .chain(dispatch)
        .invoke(report -> counts.putAll(report.counts()))
        .invoke(this::tell)
        .replaceWith(counts);
  }

  /** Now, and this part of the time that is left. */
  private Instant part(Instant until, int of) {
    Instant now = clock.instant();
    return now.plus(Duration.between(now, until).dividedBy(of));
  }

  private BooleanSupplier isOver(Instant end) {
    return () -> !clock.instant().isBefore(end);
  }

  private void tell(DispatchReport report) {
    if (report.claimed() > 0) {
      figures.tell(
          Map.of(
              Figure.CLAIMED, report.claimed(),
              Figure.SENT, report.sent(),
              Figure.FAILED, report.failed(),
              Figure.UNCERTAIN, report.uncertain(),
              Figure.DEFERRED, report.deferred()));
    }
  }

  /** Trouble in one part stops no other: it is told, and tried again in a minute. */
  private static Uni<Integer> spared(String part, Uni<Integer> work) {
    return work.onFailure()
        .invoke(e -> LOG.errorf(e, "%s: this minute failed", part))
        .onFailure()
        .recoverWithItem(0);
  }
}
