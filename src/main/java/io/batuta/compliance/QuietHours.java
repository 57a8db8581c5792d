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
import org.jspecify.annotations.Nullable;

/**
 * Nobody is disturbed outside the hours that the law leaves open, on the debtor's day and by the
 * debtor's clock, wherever our servers and the creditor are. A window's first instant is open, its
 * last is closed: at 19:00:00 it is too late.
 *
 * <p>Has nothing to say about a channel class for which it was given no hours.
 */
final class QuietHours implements Rule {

  /** No law closes for longer. Beyond this the answer is "never", and a person looks at the law. */
  private static final int DAYS_AHEAD = 31;

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
    if (week == null || windowAt(contact.at(), week, situation.zone()) != null) {
      return Optional.empty();
    }
    return Optional.of(
        new Refused(
            reason(contact.at(), week, situation.zone()),
            id,
            nextOpening(contact.at(), week, situation.zone())));
  }

  /** The end of the window in which the contact lies. */
  @Override
  public Instant silentUntil(Situation situation, ProposedContact contact) {
    WeeklyHours week = hours.get(contact.channel().channelClass());
    if (week == null) {
      return Instant.MAX;
    }
    ContactWindow window = windowAt(contact.at(), week, situation.zone());
    return window == null
        ? contact.at()
        : window.closes(day(contact.at(), situation.zone()), situation.zone());
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
