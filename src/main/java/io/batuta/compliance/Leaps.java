package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import java.time.Instant;

/** How {@link Earliest} moves through time. */
final class Leaps {

  /**
   * Each leap ends where one rule falls silent, and a rule seldom speaks twice in a plan's range.
   * More would mean rules that contradict each other for weeks.
   */
  static final int MOST = 16;

  private Leaps() {}

  /**
   * @throws IllegalStateException if a rule says "not before" an instant that has come: its error
   */
  static Instant forward(Instant at, Instant notBefore, Refused refused) {
    if (!notBefore.isAfter(at)) {
      throw new IllegalStateException(refused.rule() + " refused " + at + " until " + notBefore);
    }
    return notBefore;
  }
}
