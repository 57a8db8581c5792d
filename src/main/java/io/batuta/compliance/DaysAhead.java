package io.batuta.compliance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks for the day on which a rule that thinks in whole days falls silent. */
final class DaysAhead {

  /** Longer than any period of a limit. */
  private static final int BOUND = 62;

  private DaysAhead() {}

  /**
   * The first instant of the first day after {@code today} on which the rule does not object; null
   * when it still does two months on.
   */
  static @Nullable Instant firstWithout(
      Predicate<LocalDate> objection, LocalDate today, ZoneId zone) {
    for (int ahead = 1; ahead <= BOUND; ahead++) {
      LocalDate day = today.plusDays(ahead);
      if (!objection.test(day)) {
        return day.atStartOfDay(zone).toInstant();
      }
    }
    return null;
  }
}
