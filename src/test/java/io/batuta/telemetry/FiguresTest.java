package io.batuta.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private static final Instant NOW = Instant.parse("2026-11-24T06:30:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void a_run_is_one_line_with_its_figures_for_the_whole_and_for_the_creditor() {
    Map<Figure, Long> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.PLANNED, 90L);
    figures.put(Figure.NIGHT_TIME, 1200L);
    new Figures(CLOCK, "emf", out).tell(7, figures);
    String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\n");
    assertEquals(1, lines.length);
    JsonObject line = new JsonObject(lines[0]);
    assertEquals(90, line.getInteger("planned"));
    assertEquals(1200, line.getInteger("nightTime"));
    assertEquals("7", line.getString("creditor"));
    JsonObject aws = line.getJsonObject("_aws");
    assertEquals(NOW.toEpochMilli(), aws.getLong("Timestamp"));
    JsonObject directive = aws.getJsonArray("CloudWatchMetrics").getJsonObject(0);
    assertEquals("Batuta", directive.getString("Namespace"));
    assertEquals(
        new JsonArray().add(new JsonArray()).add(new JsonArray().add("creditor")),
        directive.getJsonArray("Dimensions"));
    assertEquals(
        new JsonArray()
            .add(new JsonObject().put("Name", "planned").put("Unit", "Count"))
            .add(new JsonObject().put("Name", "nightTime").put("Unit", "Milliseconds")),
        directive.getJsonArray("Metrics"));
  }

  @Test
  void nothing_is_said_unless_it_is_switched_on() {
    new Figures(CLOCK, "none", out).tell(Map.of(Figure.SENT, 3));
    new Figures(CLOCK, "emf", out).tell(Map.of());
    assertEquals(0, bytes.size());
  }

  @Test
  void a_switch_that_is_none_is_refused_by_its_name() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new Figures(CLOCK, "statsd", out));
    assertEquals("BATUTA_METRICS must be emf or none, not statsd", refused.getMessage());
  }
}
