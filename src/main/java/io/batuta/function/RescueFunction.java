package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.callback.Tidying;
import io.batuta.dispatch.RescueReport;
import io.batuta.dispatch.Rescuer;
import io.batuta.ledger.Evidence;
import io.batuta.supervision.Retention;
import io.batuta.telemetry.Figure;
import io.batuta.telemetry.Figures;
import jakarta.inject.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code rescue}, each few minutes: finds what a dead run left behind, lets go of what is old, and
 * seals the days that are over.
 */
@Named("rescue")
public class RescueFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {

  private final Rescuer rescuer;
  private final Tidying tidying;
  private final Evidence evidence;
  private final Retention retention;
  private final Figures figures;

  RescueFunction(
      Rescuer rescuer, Tidying tidying, Evidence evidence, Retention retention, Figures figures) {
    this.retention = retention;
    this.rescuer = rescuer;
    this.tidying = tidying;
    this.evidence = evidence;
    this.figures = figures;
  }

  @Override
  public Map<String, Integer> handleRequest(@Nullable Map<String, Object> event, Context context) {
    return TimeLeft.await(
            context,
            () ->
                rescuer
                    .rescue()
                    .invoke(this::tell)
                    .call(tidying::tidy)
                    .call(evidence::secure)
                    .call(retention::erase))
        .counts();
  }

  private void tell(RescueReport report) {
    figures.tell(Map.of(Figure.RESCUED, report.uncertain()));
  }
}
