package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.ChannelClass;
import io.batuta.time.BusinessCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Nobody is disturbed outside the hours that the law leaves open, on the debtor's day and by the
 * debtor's clock, wherever our servers and the creditor are. A window's first instant is open, its
 * last is closed: at 19:00:00 it is too late. Where the address and the number lie in different
 * zones, only hours that are open in both are hours.
 *
 * <p>Has nothing to say about a channel class for which it was given no hours.
 */
final class QuietHours implements Rule {

  /** No law closes for longer. Beyond this the answer is "never", and a person looks at the law. */
  private static final int DAYS_AHEAD = 31;

  /** From one zone's opening to another's, several a day for as long as {@link #DAYS_AHEAD}. */
  private static final int LEAPS = 4 * DAYS_AHEAD;

  private final String id;
  private final Map<ChannelClass, WeeklyHours> hours;
  private final @Nullable BusinessCalendar holidays;

  /**
   * @param holidays days that are closed whatever their weekday; null: the law closes none
   */
  QuietHours(String id, Map<ChannelClass, WeeklyHours> hours, @Nullable BusinessCalendar holidays) {
    this.id = id;
    this.hours = new EnumMap<>(hours);
    this.holidays = holidays;
  }

  @Override
  public Finality finality() {
    return Finality.WINDOW;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    WeeklyHours week = hours.get(contact.channel().channelClass());
    if (week == null) {
      return Optional.empty();
    }
    List<ZoneId> zones = zones(situation, contact);
    for (ZoneId zone : zones) {
      if (windowAt(contact.at(), week, zone) == null) {
        return Optional.of(
            new Refused(
                reason(contact.at(), week, zone), id, nextOpening(contact.at(), week, zones)));
      }
    }
    return Optional.empty();
  }

  /** The end of the window in which the contact lies; of several zones, the first that ends. */
  @Override
  public Instant silentUntil(Situation situation, ProposedContact contact) {
    WeeklyHours week = hours.get(contact.channel().channelClass());
    Instant silent = Instant.MAX;
    if (week == null) {
      return silent;
    }
    for (ZoneId zone : zones(situation, contact)) {
      ContactWindow window = windowAt(contact.at(), week, zone);
      if (window == null) {
        return contact.at();
      }
      Instant closes = window.closes(day(contact.at(), zone), zone);
      silent = closes.isBefore(silent) ? closes : silent;
    }
    return silent;
  }

  /** The debtor's own first: its reason is told where several are closed. */
  private static List<ZoneId> zones(Situation situation, ProposedContact contact) {
    Set<ZoneId> others = contact.addressee().zones();
    if (others.isEmpty()) {
      return List.of(situation.zone());
    }
    return Stream.concat(Stream.of(situation.zone()), others.stream()).distinct().toList();
  }

  private @Nullable ContactWindow windowAt(Instant at, WeeklyHours week, ZoneId zone) {
    LocalDate today = day(at, zone);
    for (ContactWindow window : windowsOn(today, week)) {
      if (window.contains(at, today, zone)) {
        return window;
      }
    }
    return null;
  }

  private Reason reason(Instant at, WeeklyHours week, ZoneId zone) {
    return windowsOn(day(at, zone), week).isEmpty() ? Reason.CLOSED_DAY : Reason.OUTSIDE_WINDOW;
  }

  /** The first instant after {@code at} that is open in all; null when none comes in time. */
  private @Nullable Instant nextOpening(Instant at, WeeklyHours week, List<ZoneId> zones) {
    Instant open = at;
    for (int leap = 0; leap <= LEAPS; leap++) {
      Instant latest = open;
      for (ZoneId zone : zones) {
        if (windowAt(open, week, zone) == null) {
          Instant opens = nextOpening(open, week, zone);
          if (opens == null) {
            return null;
          }
          latest = opens.isAfter(latest) ? opens : latest;
        }
      }
      if (latest.equals(open)) {
        return open;
      }
      open = latest;
    }
    return null;
  }

  private @Nullable Instant nextOpening(Instant at, WeeklyHours week, ZoneId zone) {
    LocalDate today = day(at, zone);
    for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
      LocalDate day = today.plusDays(ahead);
      for (ContactWindow window : windowsOn(day, week)) {
        Instant opens = window.opens(day, zone);
        // A window can vanish where the clock leaps over it; then it opens when it closes.
        if (opens.isAfter(at) && opens.isBefore(window.closes(day, zone))) {
          return opens;
        }
      }
    }
    return null;
  }

  private List<ContactWindow> windowsOn(LocalDate day, WeeklyHours week) {
    return holidays != null && holidays.isHoliday(day) ? List.of() : week.on(day.getDayOfWeek());
  }

  private static LocalDate day(Instant at, ZoneId zone) {
    return LocalDate.ofInstant(at, zone);
  }
}
