package io.batuta.strategy;

/**
 * What became of the step before, by the ledger. A message can be delivered and fail (a late
 * bounce): failed wins.
 */
public record PreviousStep(boolean delivered, boolean answered) {

  /** There was none: every condition holds. */
  public static final PreviousStep NONE = new PreviousStep(false, false);

  public static PreviousStep of(boolean delivered, boolean answered, boolean failed) {
    return new PreviousStep(delivered && !failed, answered);
  }
}
