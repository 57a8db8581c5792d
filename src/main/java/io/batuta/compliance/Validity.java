package io.batuta.compliance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a rule is law, by the debtor's calendar.
 *
 * @param from inclusive
 * @param to inclusive; null: until further notice
 */
record Validity(LocalDate from, @Nullable LocalDate to) {

  /**
   * @throws IllegalArgumentException if it ends before it begins
   */
  Validity {
    if (to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("validTo " + to + " lies before validFrom " + from);
    }
  }

  /** Whether it is law at that instant where the debtor is. */
  boolean covers(Instant at, ZoneId zone) {
    // No zone is a day away from UTC: deep inside, the date need not be worked out. Every rule asks
    // this of every contact.
    long day = Math.floorDiv(at.getEpochSecond(), 86_400L);
    if (to == null && day > from.toEpochDay() + 1) {
      return true;
    }
    return covers(LocalDate.ofInstant(at, zone));
  }

  boolean covers(LocalDate day) {
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }

  boolean overlaps(Validity other) {
    return covers(other.from) || other.covers(from);
  }

  /** The first instant at which it is no longer law; {@link Instant#MAX} without an end. */
  Instant ends(ZoneId zone) {
    return to == null ? Instant.MAX : to.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
