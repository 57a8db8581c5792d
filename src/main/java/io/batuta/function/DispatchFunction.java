package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.callback.EveryMinute;
import jakarta.inject.Named;
import java.util.Map;

/** {@code dispatch}, each minute: {@code {"limit": 500}}, the contacts to claim at most. */
@Named("dispatch")
public class DispatchFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {

  private static final int LIMIT = 500;

  private final EveryMinute everyMinute;

  DispatchFunction(EveryMinute everyMinute) {
    this.everyMinute = everyMinute;
  }

  /**
   * @throws IllegalArgumentException if the limit is no number of at least 1
   */
  @Override
  public Map<String, Integer> handleRequest(Map<String, Object> event, Context context) {
    int limit = limit(event.getOrDefault("limit", LIMIT));
    return TimeLeft.await(context, () -> everyMinute.run(limit));
  }

  private static int limit(Object given) {
    if (given instanceof Number number && number.intValue() >= 1) {
      return number.intValue();
    }
    throw new IllegalArgumentException("limit must be a number of at least 1");
  }
}
