package io.batuta.portfolio;

import io.batuta.portfolio.ImportStore.Run;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells that the reader of an import lives, so that one that was killed is known by its silence and
 * a retry takes over. It beats beside the work, on a connection of its own: a merge is one
 * transaction of minutes, and nobody sees what it writes before its end.
 */
@ApplicationScoped
class ImportPulse {

  private static final Duration EVERY = Duration.ofSeconds(10);

  /**
   * Four beats missed. Less than the minute after which Lambda makes a call again, so that the
   * first retry already finds the reader dead.
   */
  private static final Duration DEAD_AFTER = Duration.ofSeconds(45);

  /** When the last retry of an event has begun: Lambda waits one minute, then two. */
  private static final Duration NOT_TOLD_AGAIN_AFTER = Duration.ofMinutes(4);

  /** What a reader without a pulse gets, of the release before: no function runs longer. */
  private static final Duration DEAD_WITHOUT_PULSE_AFTER = Duration.ofMinutes(15);

  private final ImportStore store;
  private final Clock clock;
  private final Duration every;

  @Inject
  ImportPulse(ImportStore store, Clock clock) {
    this(store, clock, EVERY);
  }

  /** For tests: beats faster. */
  ImportPulse(ImportStore store, Clock clock, Duration every) {
    this.store = store;
    this.clock = clock;
    this.every = every;
  }

  /** The same work, with a pulse while it lasts. A beat that fails is left out. */
  <T> Uni<T> during(Run run, Uni<T> work) {
    Uni<T> beats =
        Multi.createFrom()
            .ticks()
            .startingAfter(every)
            .every(every)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(
                tick -> store.seen(run, clock.instant()).onFailure().recoverWithNull())
            .collect()
            .last()
            .chain(() -> Uni.createFrom().<T>nothing());
    return Uni.combine().any().of(work, beats);
  }

  /** Since when a reader must have been seen to be alive. */
  static Instant aliveSince(Instant now) {
    return now.minus(DEAD_AFTER);
  }

  /** Since when the reader of a stored file must have been seen for somebody to take it over. */
  static Instant toldAgainSince(Instant now) {
    return now.minus(NOT_TOLD_AGAIN_AFTER);
  }

  /** The same for one of which only its beginning is known. */
  static Instant aliveSinceWithoutPulse(Instant now) {
    return now.minus(DEAD_WITHOUT_PULSE_AFTER);
  }
}
