package io.batuta.strategy;

import io.batuta.ledger.Reason;

/** What a strategy says about one member. */
public sealed interface Decision {

  /** Contact by this rung, the ladder's step {@code step}. */
  record Treat(int step, Rung rung) implements Decision {}

  /** Do not contact. */
  record Leave(Reason reason) implements Decision {}
}
