package io.batuta.strategy;

import io.batuta.ledger.Reason;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One channel after the other, each waiting for an answer before the next. */
public record Ladder(List<Rung> rungs) implements Strategy {

  static final String TYPE = "ladder";
  static final int MOST_RUNGS = 10;

  public Ladder {
    rungs = List.copyOf(rungs);
    if (rungs.isEmpty() || rungs.size() > MOST_RUNGS) {
      throw new IllegalArgumentException("a ladder has 1 to 10 rungs, not " + rungs.size());
    }
  }

  /**
   * The first rung from {@code fromStep} on whose condition holds and whose channel is open to the
   * member. When there is none, the reason is that of the first rung that a closed channel barred,
   * and {@link Reason#CONDITION} when no condition held.
   */
  @Override
  public Decision decide(MemberFacts facts, int fromStep) {
    Reason barred = null;
    for (int step = fromStep; step < rungs.size(); step++) {
      Rung rung = rungs.get(step);
      if (!rung.condition().holdsAfter(facts.previous())) {
        continue;
      }
      @Nullable Reason bar = facts.barred().get(rung.channel());
      if (bar == null) {
        return new Decision.Treat(step, rung);
      }
      barred = barred == null ? bar : barred;
    }
    return new Decision.Leave(barred == null ? Reason.CONDITION : barred);
  }

  @Override
  public int steps() {
    return rungs.size();
  }

  @Override
  public JsonObject toJson() {
    return LadderForm.toJson(this);
  }
}
