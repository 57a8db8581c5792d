package io.batuta.dispatch;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * What is due at one provider, batch after batch, until there is no more. A few batches are under
 * way at a time: one is being claimed, while another is sent and the answers to a third are
 * recorded. Calls under way are bounded over all of them together, and claims take turns here
 * rather than at the provider's bucket, where each would hold a connection while it waits.
 */
final class Line {

  private static final Logger LOG = Logger.getLogger(Line.class);

  private static final int RECORD_AGAIN = 3;

  private final DueCampaigns due;
  private final ClaimStore store;
  private final Review review;
  private final Clock clock;
  private final Progress progress;
  private final int sharers;
  private final int batches;
  private final Pace pace;
  private final Sender sender;
  private final Turnstile claims = new Turnstile(1);
  private volatile boolean drained;

  /** Written by one claim at a time. What comes to be due before it is left to the next run. */
  private volatile Instant from = Instant.EPOCH;

  /**
   * @param sharers lines that share the run's limit
   */
  Line(
      ChannelGateway gateway,
      DueCampaigns due,
      ClaimStore store,
      Review review,
      Clock clock,
      Progress progress,
      int sharers,
      DispatchSettings settings) {
    this.due = due;
    this.store = store;
    this.review = review;
    this.clock = clock;
    this.progress = progress;
    this.sharers = sharers;
    this.batches = settings.batchesAtOnce();
    this.pace = new Pace(settings.concurrency(), settings.batch());
    this.sender = new Sender(gateway, settings.concurrency(), clock, progress.until());
  }

  /** Contacts claimed. Fails when the database does, after what was under way has ended. */
  Uni<Integer> run() {
    List<Uni<Integer>> all = IntStream.range(0, batches).mapToObj(i -> oneAfterTheOther()).toList();
    return Uni.join()
        .all(all)
        .andCollectFailures()
        .map(claimed -> claimed.stream().mapToInt(Integer::intValue).sum());
  }

  private Uni<Integer> oneAfterTheOther() {
    return Multi.createBy()
        .repeating()
        .uni(this::batch)
        .whilst(claimed -> claimed > 0)
        .collect()
        .with(java.util.stream.Collectors.summingInt(claimed -> claimed))
        .onFailure()
        .invoke(() -> drained = true);
  }

  private Uni<Integer> batch() {
    return claims
        .pass(this::claimInTurn)
        .chain(
            claimed ->
                claimed.claim().contacts() == 0
                    ? Uni.createFrom().item(0)
                    : work(claimed.round(), claimed.claim())
                        .replaceWith(claimed.claim().contacts()));
  }

  /** A batch and what it claimed. */
  private record Claimed(Round round, Marked claim) {}

  /**
   * Asks the clock when its turn has come, not before it waited. Each batch has a name of its own:
   * an answer that is written down again, because its commit was not heard, must not touch a
   * contact that a later batch of this run has claimed anew.
   */
  private Uni<Claimed> claimInTurn() {
    return Multi.createBy()
        .repeating()
        .uni(this::claimOnce)
        .whilst(this::passedOverAll)
        .collect()
        .last();
  }

  private Uni<Claimed> claimOnce() {
    Round round = new Round(due, from, UUID.randomUUID(), clock.instant());
    return claim(round).map(claim -> new Claimed(round, claim));
  }

  /** Nothing of it could be had, and more is due behind it. */
  private boolean passedOverAll(Claimed claimed) {
    return claimed.claim().contacts() == 0 && from.isAfter(claimed.round().from());
  }

  private Uni<Marked> claim(Round round) {
    int wanted =
        drained || !clock.instant().isBefore(progress.until())
            ? 0
            : progress.reserve(pace.next(), sharers);
    if (wanted == 0) {
      return Uni.createFrom().item(Marked.NONE);
    }
    return store
        .claim(round, wanted, review)
        .invoke(
            claim -> {
              progress.giveBack(wanted - claim.contacts());
              // Whoever was passed over is not asked again in this run; others may be due behind
              // them.
              from = claim.upTo().isAfter(from) ? claim.upTo() : from;
              drained = drained || claim.contacts() == 0 && !from.isAfter(round.from());
            });
  }

  private Uni<Void> work(Round round, Marked claim) {
    return record(round, claim.sending())
        .invoke(
            states -> {
              Map<String, Integer> all = new HashMap<>(claim.states());
              states.forEach((state, count) -> all.merge(state, count, Integer::sum));
              progress.add(DispatchReport.of(claim.contacts(), all, claim.stopped()));
            })
        .replaceWithVoid();
  }

  /** Sends, then writes down the answers. Writing is tried again; sending never is. */
  private Uni<Map<String, Integer>> record(Round round, List<OutboundMessage> messages) {
    if (messages.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    Instant began = clock.instant();
    return sender
        .send(messages, round.now())
        .invoke(answers -> pace.took(answers.size(), Duration.between(began, clock.instant())))
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
                    progress.run(), messages.size(), round.provider()));
  }
}
