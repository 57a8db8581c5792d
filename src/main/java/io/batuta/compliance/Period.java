package io.batuta.compliance;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * How far a limit looks back, in the debtor's days, today included. Every seven days in a row hold
 * the current week up to today, so that {@link #ROLLING_7D} is never laxer than {@link
 * #CALENDAR_WEEK}; a law that says "week" is given both, until a lawyer strikes one.
 */
enum Period {
  DAY,
  /** Since Monday. */
  CALENDAR_WEEK,
  /** Today and the six days before it. */
  ROLLING_7D;

  /** Whether what happened on {@code past} still counts on {@code today}. */
  boolean covers(LocalDate past, LocalDate today) {
    return !past.isAfter(today) && !past.isBefore(firstDay(today));
  }

  private LocalDate firstDay(LocalDate today) {
    return switch (this) {
      case DAY -> today;
      case CALENDAR_WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case ROLLING_7D -> today.minusDays(6);
    };
  }
}
