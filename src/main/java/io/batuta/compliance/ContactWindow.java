package io.batuta.compliance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * Hours of one day in which contact is allowed, by the clock on the debtor's wall.
 *
 * @param from inclusive
 * @param to exclusive; midnight is the end of the day
 */
record ContactWindow(LocalTime from, LocalTime to) {

  /**
   * @throws IllegalArgumentException if it ends before it begins, or at once
   */
  ContactWindow {
    if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
      throw new IllegalArgumentException("a window ends after it begins: " + from + " to " + to);
    }
  }

  /** Whether both contain some hour of the same day. */
  boolean overlaps(ContactWindow other) {
    return startsBeforeEndOf(other) && other.startsBeforeEndOf(this);
  }

  private boolean startsBeforeEndOf(ContactWindow other) {
    return other.to.equals(LocalTime.MIDNIGHT) || from.isBefore(other.to);
  }

  boolean contains(Instant at, LocalDate day, ZoneId zone) {
    return at.isBefore(closes(day, zone)) && !at.isBefore(opens(day, zone));
  }

  /** Its first instant on that day. Where the clock shows {@link #from} twice, the second time. */
  Instant opens(LocalDate day, ZoneId zone) {
    return instant(day.atTime(from), zone, true);
  }

  /** The first instant after it. Where the clock shows {@link #to} twice, the first time. */
  Instant closes(LocalDate day, ZoneId zone) {
    LocalDate lastDay = to.equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
    return instant(lastDay.atTime(to), zone, false);
  }

  /** An hour that the clock leaps over is the instant of the leap: the wall shows a later one. */
  private static Instant instant(LocalDateTime wall, ZoneId zone, boolean second) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    if (change == null) {
      return wall.toInstant(zone.getRules().getOffset(wall));
    }
    if (change.isGap()) {
      return change.getInstant();
    }
    return wall.toInstant(second ? change.getOffsetAfter() : change.getOffsetBefore());
  }
}
