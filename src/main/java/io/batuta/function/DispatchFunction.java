package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.callback.EveryMinute;
import io.batuta.channel.JsonPayload;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code dispatch}, each minute: {@code {"limit": 500}}, the contacts to claim at most. While no
 * window is open it works reports that wait, and claims nothing that could outlast the function.
 */
@Named("dispatch")
public class DispatchFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {

  private static final int LIMIT = 500;

  private final Clock clock;
  private final EveryMinute everyMinute;

  DispatchFunction(Clock clock, EveryMinute everyMinute) {
    this.clock = clock;
    this.everyMinute = everyMinute;
  }

  /**
   * @throws IllegalArgumentException if the limit is no number of at least 1, or the event says
   *     anything else
   */
  @Override
  public Map<String, Integer> handleRequest(@Nullable Map<String, Object> event, Context context) {
    JsonPayload json = Events.read(event);
    Events.requireOnly(json, Set.of("limit"));
    Integer limit = Events.number(json, "limit", 1, Integer.MAX_VALUE);
    Instant until = TimeLeft.end(context, clock);
    return TimeLeft.await(
        context, () -> everyMinute.runWhileOpen(limit == null ? LIMIT : limit, until));
  }
}
