package io.batuta.dispatch;

import io.batuta.campaign.Rulebooks;
import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.time.SimulatedClock;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Sends what is due: claims with the provider's rate, judges and renders again, marks SENDING,
 * sends, records.
 *
 * <p>At most one send, ever: SENDING is committed before the provider is called, and nothing goes
 * back from there but what the provider said did not leave. Any number of runs may work at once.
 */
@ApplicationScoped
public class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private static final Duration BREATH = Duration.ofSeconds(1);
  private static final int RECORD_AGAIN = 3;

  /** For claiming and marking before a batch is sent, and writing the answers after it. */
  private static final Duration TO_RECORD = Duration.ofSeconds(5);

  private final ClaimStore store;
  private final Clock clock;
  private final Map<String, ChannelGateway> gateways;
  private final Review review;
  private final Sender sender;
  private final DispatchSettings settings;

  Dispatcher(
      ClaimStore store,
      Clock clock,
      @All List<ChannelGateway> gateways,
      Rulebooks rulebooks,
      Renderer renderer,
      DispatchSettings settings) {
    this.store = store;
    this.clock = clock;
    this.gateways =
        gateways.stream()
            .collect(Collectors.toUnmodifiableMap(ChannelGateway::provider, Function.identity()));
    this.review = new Review(rulebooks, renderer, settings.answerTimeout());
    this.sender = new Sender(settings.concurrency(), clock);
    this.settings = settings;
  }

  /**
   * Sends due contacts of every provider that we have a gateway for, until {@code limit} are
   * claimed or no more can be. Fails when the database does; what was SENDING then is left to the
   * rescuer.
   *
   * @param limit contacts to claim at most, over all providers
   */
  public Uni<DispatchReport> dispatchDue(int limit) {
    return dispatchDue(limit, Instant.MAX);
  }

  /**
   * The same within a time: claims no more than can be answered and recorded by {@code until},
   * however slow the provider is, so that nothing is left SENDING when the function ends.
   */
  public Uni<DispatchReport> dispatchDue(int limit, Instant until) {
    Progress progress = new Progress(UUID.randomUUID(), limit, patience(), until);
    return store
        .expire(gateways.keySet(), clock.instant())
        .invoke(progress::expired)
        .chain(
            () ->
                Multi.createBy()
                    .repeating()
                    .uni(() -> progress, this::step)
                    .whilst(goesOn -> goesOn)
                    .collect()
                    .last())
        .map(last -> progress.report())
        .invoke(report -> LOG.infof("dispatch %s %s", progress.run(), report.counts()));
  }

  /** One batch of each provider that has something due; answers whether there may be more. */
  private Uni<Boolean> step(Progress progress) {
    Instant now = clock.instant();
    if (inTime(progress, now) <= 0) {
      return Uni.createFrom().item(false);
    }
    return store
        .dueProviders(gateways.keySet(), now)
        .chain(due -> due.isEmpty() ? none() : rounds(progress, due, now))
        .chain(
            done -> {
              done.forEach(progress::add);
              boolean idle = done.stream().allMatch(report -> report.claimed() == 0);
              if (done.isEmpty() || progress.left() <= 0) {
                return Uni.createFrom().item(false);
              }
              return idle ? progress.breathe(BREATH) : Uni.createFrom().item(true);
            });
  }

  private static Uni<List<DispatchReport>> none() {
    return Uni.createFrom().item(List.of());
  }

  private Uni<List<DispatchReport>> rounds(Progress progress, List<String> due, Instant now) {
    List<String> served = due.subList(0, Math.min(due.size(), progress.left()));
    int bound = Math.min(settings.batch(), inTime(progress, now));
    int share = Math.min(bound, progress.left() / served.size());
    List<Uni<DispatchReport>> rounds = new ArrayList<>();
    for (String provider : served) {
      rounds.add(round(new Round(provider, progress.run(), now), share));
    }
    // All are heard out before a failure is told: one provider's trouble ends no other's round.
    return Uni.join().all(rounds).andCollectFailures();
  }

  /** Contacts of one provider that are surely answered in time, each call taking its longest. */
  private int inTime(Progress progress, Instant now) {
    Duration slowest = settings.answerTimeout().plus(Sender.GRACE);
    long calls = Duration.between(now, progress.until().minus(TO_RECORD)).dividedBy(slowest);
    return (int) Math.clamp(calls * settings.concurrency(), 0, Integer.MAX_VALUE);
  }

  private Uni<DispatchReport> round(Round round, int limit) {
    return store
        .claim(round, limit)
        .chain(
            claimed ->
                claimed.isEmpty()
                    ? Uni.createFrom().item(DispatchReport.NOTHING)
                    : work(round, claimed));
  }

  private Uni<DispatchReport> work(Round round, List<Claimed> claimed) {
    List<Judged.Ready> ready = new ArrayList<>();
    List<Judged.Aside> aside = new ArrayList<>();
    for (Judged one : review.judge(claimed, round.now())) {
      switch (one) {
        case Judged.Ready judged -> ready.add(judged);
        case Judged.Aside judged -> aside.add(judged);
      }
    }
    return store
        .mark(round, ready, aside)
        .chain(marked -> send(round, claimed.size(), ready, marked));
  }

  private Uni<DispatchReport> send(
      Round round, int claimed, List<Judged.Ready> ready, ClaimStore.Marked marked) {
    List<OutboundMessage> messages =
        ready.stream()
            .map(Judged.Ready::message)
            .filter(message -> marked.sending().contains(message.contact()))
            .toList();
    int judgedAside = marked.states().values().stream().mapToInt(Integer::intValue).sum();
    int cancelled = claimed - judgedAside - messages.size();
    return record(round, messages)
        .map(
            states -> {
              Map<String, Integer> all = new HashMap<>(marked.states());
              states.forEach((state, count) -> all.merge(state, count, Integer::sum));
              return DispatchReport.of(claimed, all, cancelled);
            });
  }

  /** Sends, then writes down the answers. Writing is tried again; sending never is. */
  private Uni<Map<String, Integer>> record(Round round, List<OutboundMessage> messages) {
    if (messages.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    ChannelGateway gateway = Objects.requireNonNull(gateways.get(round.provider()));
    return sender
        .send(gateway, messages)
        .chain(
            answers ->
                store
                    .complete(round, answers)
                    .onFailure()
                    .retry()
                    .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(1))
                    .atMost(RECORD_AGAIN))
        .onFailure()
        .invoke(
            () ->
                LOG.errorf(
                    "dispatch %s: the answers of %d contacts at %s could not be recorded",
                    round.run(), messages.size(), round.provider()));
  }

  /** A clock that stands still gives no tokens, however long one waits. */
  private Duration patience() {
    return clock instanceof SimulatedClock ? Duration.ZERO : settings.patience();
  }
}
