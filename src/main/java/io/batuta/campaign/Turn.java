package io.batuta.campaign;

import io.batuta.strategy.PreviousStep;
import java.time.LocalDate;

/**
 * Which step of a member's treatment is asked about.
 *
 * @param night the business date whose plan it belongs to
 * @param fromStep the first step that may be taken
 * @param firstDay the first of the debtor's days on which it may be due
 * @param lastDay the last one
 */
record Turn(
    LocalDate night, int fromStep, PreviousStep previous, LocalDate firstDay, LocalDate lastDay) {

  /** How many days after its night a ladder may still take a step. */
  static final int LADDER_DAYS = 7;

  /** A night begins each ladder anew, and plans for its own date alone. */
  static Turn atNight(LocalDate night) {
    return new Turn(night, 0, PreviousStep.NONE, night, night);
  }

  /** The step after {@code step}, from {@code today} (the debtor's) on. */
  static Turn after(int step, PreviousStep previous, LocalDate night, LocalDate today) {
    LocalDate first = today.isBefore(night) ? night : today;
    return new Turn(night, step + 1, previous, first, night.plusDays(LADDER_DAYS));
  }
}
