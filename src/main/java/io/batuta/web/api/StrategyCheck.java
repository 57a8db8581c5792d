package io.batuta.web.api;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Whether a strategy's definition can be read. Apart, so that there is one line to change. */
final class StrategyCheck {

  private StrategyCheck() {}

  /** What is wrong with it; empty when it can be read. */
  static List<Problem.Violation> of(JsonObject definition) {
    return definition.getValue("type") instanceof String type && !type.isBlank()
        ? List.of()
        : List.of(new Problem.Violation("type", "is needed, such as \"ladder\""));
  }
}
