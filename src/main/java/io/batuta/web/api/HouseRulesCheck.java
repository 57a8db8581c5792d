package io.batuta.web.api;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Whether house rules can be read. Apart, so that there is one line to change. */
final class HouseRulesCheck {

  private static final List<String> KNOWN = List.of("attemptsPerDay", "attemptsPerWeek");

  private HouseRulesCheck() {}

  /** What is wrong with them; empty when they can be read. */
  static List<Problem.Violation> of(JsonObject definition) {
    return definition.stream()
        .filter(entry -> !isBound(entry.getKey(), entry.getValue()))
        .map(
            entry ->
                new Problem.Violation(
                    entry.getKey(),
                    KNOWN.contains(entry.getKey())
                        ? "must be a whole number, 0 or greater"
                        : "is not known here; known are " + String.join(", ", KNOWN)))
        .toList();
  }

  private static boolean isBound(String field, Object value) {
    return KNOWN.contains(field) && value instanceof Integer bound && bound >= 0;
  }
}
