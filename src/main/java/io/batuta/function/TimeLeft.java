package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import io.batuta.telemetry.LogIds;
import io.batuta.telemetry.WaitingSpans;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Waits for a verb's answer, no longer than the function has. */
final class TimeLeft {

  /** What the runtime needs to answer after we gave up. */
  private static final Duration TO_ANSWER = Duration.ofSeconds(1);

  /** For the piece of work that is under way when time ends, and for handing on the rest. */
  private static final Duration LEAST_RESERVE = Duration.ofSeconds(2);

  private static final Duration MOST_RESERVE = Duration.ofSeconds(30);

  private TimeLeft() {}

  /**
   * When work that can stop has to: a tenth of the function's time before its end, within 2 and 30
   * seconds.
   */
  static Instant end(Context context, Clock clock) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    Duration tenth = left.dividedBy(10);
    Duration reserve = tenth.compareTo(LEAST_RESERVE) < 0 ? LEAST_RESERVE : tenth;
    return clock.instant().plus(left).minus(min(reserve, MOST_RESERVE));
  }

  /**
   * Waits on this thread while the verb runs on a Vert.x context.
   *
   * @throws io.smallrye.mutiny.TimeoutException if the function's time is over before
   */
  static <T> T await(Context context, Supplier<Uni<T>> verb) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER);
    try {
      return VertxContextSupport.subscribeAndAwait(
          () -> {
            LogIds.run(context.getAwsRequestId());
            return verb.get()
                .ifNoItem()
                .after(left.isPositive() ? left : Duration.ofMillis(1))
                .fail();
          });
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    } finally {
      WaitingSpans.send();
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
