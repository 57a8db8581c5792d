package io.batuta.strategy;

/** When a rung is climbed, judged by what became of the step before. Stored by name. */
public enum RungCondition {
  ALWAYS,
  /** The step before did not arrive: it failed, or no delivery is known. */
  NOT_DELIVERED,
  /** The debtor did not answer the step before. */
  NO_ANSWER;

  boolean holdsAfter(PreviousStep previous) {
    return switch (this) {
      case ALWAYS -> true;
      case NOT_DELIVERED -> !previous.delivered();
      case NO_ANSWER -> !previous.answered();
    };
  }
}
