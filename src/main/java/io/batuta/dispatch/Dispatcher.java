package io.batuta.dispatch;

import io.batuta.campaign.Rulebooks;
import io.batuta.channel.ChannelGateway;
import io.batuta.time.SimulatedClock;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Sends what is due: claims with the provider's rate, judges and renders again, marks SENDING,
 * sends, records. The first three are one transaction.
 *
 * <p>At most one send, ever: SENDING is committed before the provider is called, and nothing goes
 * back from there but what the provider said did not leave. Any number of runs may work at once.
 */
@ApplicationScoped
public class Dispatcher {

  /** How long after its permit a call may begin: what bounds the tail of who was just silenced. */
  public static final Duration CALLED_WITHIN = Sender.STALE;

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private static final Duration BREATH = Duration.ofSeconds(1);

  /** Longer than any run: the limit alone ends it. */
  private static final Duration NO_DEADLINE = Duration.ofDays(1);

  /** For writing down the last answers. */
  private static final Duration TO_RECORD = Duration.ofSeconds(2);

  private final ClaimStore store;
  private final Fence fence;
  private final Clock clock;
  private final Map<String, ChannelGateway> gateways;
  private final Review review;
  private final DispatchSettings settings;

  Dispatcher(
      ClaimStore store,
      Fence fence,
      Clock clock,
      @All List<ChannelGateway> gateways,
      Rulebooks rulebooks,
      Renderer renderer,
      DispatchSettings settings) {
    this.store = store;
    this.fence = fence;
    this.clock = clock;
    this.gateways =
        gateways.stream()
            .collect(Collectors.toUnmodifiableMap(ChannelGateway::provider, Function.identity()));
    this.review = new Review(rulebooks, renderer, settings.answerTimeout());
    this.settings = settings;
  }

  /** The same for a run that is under no hurry. */
  public Uni<DispatchReport> dispatchDue(int limit) {
    return dispatchDue(limit, NO_DEADLINE);
  }

  /**
   * The same for a function, so that all is recorded by {@code until}, however slow the provider
   * is.
   */
  public Uni<DispatchReport> dispatchDue(int limit, Instant until) {
    Duration slowest = settings.answerTimeout().plus(Sender.GRACE).plus(TO_RECORD);
    return dispatchDue(limit, Duration.between(clock.instant(), until).minus(slowest));
  }

  /**
   * Sends due contacts of every provider that we have a gateway for, until {@code limit} are
   * claimed or no more can be; nothing while the database is fenced, because it was restored. Fails
   * when the database does; what was SENDING then is left to the rescuer.
   *
   * @param limit contacts to claim at most, over all providers
   * @param within after this, nothing more is claimed and no call begun: what was marked but not
   *     called is put off, due at once, and no attempt is used. A call that is under way may take
   *     the provider's time on top, and writing down the answers a second
   */
  @WithSpan("dispatch")
  public Uni<DispatchReport> dispatchDue(int limit, Duration within) {
    Instant now = clock.instant();
    Progress progress = new Progress(UUID.randomUUID(), limit, now.plus(within), patience());
    return fence
        .lets(now)
        .chain(lets -> lets ? run(progress, now) : Uni.createFrom().item(progress.report()))
        .invoke(report -> LOG.infof("dispatch %s %s", progress.run(), report.counts()));
  }

  private Uni<DispatchReport> run(Progress progress, Instant now) {
    return store
        .expire(gateways.keySet(), now)
        .invoke(progress::expired)
        .chain(
            () ->
                Multi.createBy()
                    .repeating()
                    .uni(() -> progress, this::step)
                    .whilst(goesOn -> goesOn)
                    .collect()
                    .last())
        .map(last -> progress.report());
  }

  /** All that each provider has due, as far as its rate goes; answers whether there may be more. */
  private Uni<Boolean> step(Progress progress) {
    Instant now = clock.instant();
    if (progress.left() <= 0 || !now.isBefore(progress.until())) {
      return Uni.createFrom().item(false);
    }
    return store
        .due(gateways.keySet(), now)
        .chain(
            due ->
                due.isEmpty()
                    ? Uni.createFrom().item(false)
                    : lines(progress, due)
                        .chain(
                            claimed ->
                                claimed > 0
                                    ? Uni.createFrom().item(true)
                                    : progress.breathe(BREATH, clock.instant())));
  }

  private Uni<Integer> lines(Progress progress, List<DueCampaigns> due) {
    List<DueCampaigns> served = due.subList(0, Math.min(due.size(), progress.left()));
    List<Uni<Integer>> lines =
        served.stream()
            .map(
                one ->
                    new Line(
                            Objects.requireNonNull(gateways.get(one.provider())),
                            one,
                            store,
                            review,
                            clock,
                            progress,
                            served.size(),
                            settings)
                        .run())
            .toList();
    // All are heard out before a failure is told: one provider's trouble ends no other's line.
    return Uni.join()
        .all(lines)
        .andCollectFailures()
        .map(claimed -> claimed.stream().mapToInt(Integer::intValue).sum());
  }

  /** A clock that stands still gives no tokens, however long one waits. */
  private Duration patience() {
    return clock instanceof SimulatedClock ? Duration.ZERO : settings.patience();
  }
}
