package io.batuta.telemetry;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells figures to CloudWatch by the log: one line of the embedded metric format a run, which the
 * function's log group turns into metrics. No call leaves, so none can fail or be waited for.
 *
 * <p>{@code BATUTA_METRICS=emf} switches it on; without, nothing is said.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
@ApplicationScoped
public class Figures {

  /** The only dimension beside none: how many creditors there are bounds what it costs. */
  private static final String CREDITOR = "creditor";

  private static final String NAMESPACE = "Batuta";
  private static final String NONE = "none";
  private static final String EMF = "emf";

  private final Clock clock;
  private final boolean told;
  private final PrintStream out;

  @Inject
  public Figures(Clock clock, @ConfigProperty(name = "batuta.metrics") Optional<String> how) {
    this(clock, how.orElse(NONE), System.out);
  }

  /** For tests: says it elsewhere. */
  Figures(Clock clock, String how, PrintStream out) {
    if (!how.equals(NONE) && !how.equals(EMF)) {
      throw new IllegalArgumentException(
          "BATUTA_METRICS must be " + EMF + " or " + NONE + ", not " + how);
    }
    this.clock = clock;
    this.told = how.equals(EMF);
    this.out = out;
  }

  /** Of the whole installation. */
  public void tell(Map<Figure, ? extends Number> figures) {
    tell(new JsonObject(), figures);
  }

  /** Of one creditor; they add up to those of the installation. */
  public void tell(int creditor, Map<Figure, ? extends Number> figures) {
    tell(new JsonObject().put(CREDITOR, Integer.toString(creditor)), figures);
  }

  private void tell(JsonObject line, Map<Figure, ? extends Number> figures) {
    if (!told || figures.isEmpty()) {
      return;
    }
    JsonArray metrics = new JsonArray();
    figures.forEach(
        (figure, value) -> {
          metrics.add(new JsonObject().put("Name", figure.tag()).put("Unit", figure.unit().tag()));
          line.put(figure.tag(), value);
        });
    JsonArray dimensions = new JsonArray().add(new JsonArray());
    if (line.containsKey(CREDITOR)) {
      dimensions.add(new JsonArray().add(CREDITOR));
    }
    JsonObject directive =
        new JsonObject()
            .put("Namespace", NAMESPACE)
            .put("Dimensions", dimensions)
            .put("Metrics", metrics);
    line.put(
        "_aws",
        new JsonObject()
            .put("Timestamp", clock.millis())
            .put("CloudWatchMetrics", new JsonArray().add(directive)));
    out.println(line.encode());
  }
}
