package io.batuta.strategy;

import io.vertx.core.json.JsonObject;

/**
 * How the members of a campaign are treated. Today a ladder; learnt choices come as further cases
 * of this type, under a tag of their own.
 */
public sealed interface Strategy extends StrategyReading permits Ladder {

  /** What a member gets next, if anything, from step {@code fromStep} (0 for a new night) on. */
  Decision decide(MemberFacts facts, int fromStep);

  /** How many steps it can have: beyond this there is nothing to decide. */
  int steps();

  /** As stored and as the REST interface shows it; {@link #parse} reads it back. */
  JsonObject toJson();

  /** Reads a definition by its written {@code type}. */
  static StrategyReading parse(JsonObject definition) {
    Object type = definition.getValue("type");
    if (type == null) {
      return new BadStrategy("type", "is missing; write \"ladder\"");
    }
    return Ladder.TYPE.equals(type)
        ? LadderForm.parse(definition)
        : new BadStrategy("type", "is not known: " + type + "; write \"ladder\"");
  }
}
