package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.dispatch.Rescuer;
import jakarta.inject.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code rescue}, each few minutes: finds what a dead run left behind. */
@Named("rescue")
public class RescueFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {

  private final Rescuer rescuer;

  RescueFunction(Rescuer rescuer) {
    this.rescuer = rescuer;
  }

  @Override
  public Map<String, Integer> handleRequest(@Nullable Map<String, Object> event, Context context) {
    return TimeLeft.await(context, () -> rescuer.rescue()).counts();
  }
}
