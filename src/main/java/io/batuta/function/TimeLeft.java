package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits for a verb's answer, no longer than the function has. */
final class TimeLeft {

  /** What the runtime needs to answer after we gave up. */
  private static final Duration TO_ANSWER = Duration.ofSeconds(1);

  private TimeLeft() {}

  /**
   * Waits on this thread while the verb runs on a Vert.x context.
   *
   * @throws io.smallrye.mutiny.TimeoutException if the function's time is over before
   */
  static <T> T await(Context context, Supplier<Uni<T>> verb) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER);
    try {
      return VertxContextSupport.subscribeAndAwait(
          () ->
              verb.get().ifNoItem().after(left.isPositive() ? left : Duration.ofMillis(1)).fail());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
