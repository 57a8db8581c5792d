package io.batuta.time;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameter;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public holidays and working days of one country, or of one region of it. The days come from
 * Jollyday's data, or, where those were found wrong, from a file of our own in Jollyday's format
 * ({@link #CORRECTED}); a day that a government declares once is added by {@link #closedAlsoOn}.
 * Safe to share between threads.
 *
 * <p>A year is worked out once and kept as a set: that answers in 0.1 µs of processor time where
 * Jollyday takes 1 µs, and the law asks several times for every contact. The first calendar of a
 * process costs half a second, in which Jollyday's XML binding starts.
 */
public final class BusinessCalendar {

  /**
   * Countries whose days in Jollyday 2.19.0 are not those of their laws: holidays of the last ten
   * years are missing, others are not moved as the law moves them. Beside this class lies {@code
   * holidays-<country>.xml} for each, with the law in a comment.
   */
  private static final Set<String> CORRECTED = Set.of("AR", "BR", "CL", "EC", "MX", "PA", "PE");

  /** A year holds some 20 dates. Whoever asks about more years than this gets them worked out. */
  private static final int YEARS_KEPT = 64;

  /** No country rests longer; a search that gets here has met broken data. */
  private static final int LONGEST_REST_IN_DAYS = 60;

  private final HolidayManager holidays;
  private final String[] region;
  private final Set<LocalDate> declared;
  private final ConcurrentMap<Integer, Set<LocalDate>> years = new ConcurrentHashMap<>();

  private BusinessCalendar(HolidayManager holidays, String[] region, Set<LocalDate> declared) {
    this.holidays = holidays;
    this.region = region;
    this.declared = Set.copyOf(declared);
  }

  /**
   * The calendar of a country, with the holidays of a region where one is given.
   *
   * @param country ISO 3166 alpha-2: {@code CO}
   * @param region ISO 3166-2 without the country: {@code MD}; null: the national holidays alone
   * @throws IllegalArgumentException if no data for this country, or this region of it, exist
   */
  public static BusinessCalendar of(String country, @Nullable String region) {
    if (!HolidayManager.getSupportedCalendarCodes().contains(country)) {
      throw new IllegalArgumentException("no holidays are known for country " + country);
    }
    String code = country.toLowerCase(Locale.ROOT);
    HolidayManager manager = HolidayManager.getInstance(file(country, code));
    if (region == null) {
      return new BusinessCalendar(manager, new String[0], Set.of());
    }
    String part = region.toLowerCase(Locale.ROOT);
    if (!manager.getCalendarHierarchy().getChildren().containsKey(part)) {
      throw new IllegalArgumentException(
          "no holidays are known for region " + region + " of " + country);
    }
    return new BusinessCalendar(manager, new String[] {part}, Set.of());
  }

  private static ManagerParameter file(String country, String code) {
    return CORRECTED.contains(country)
        ? ManagerParameters.create(
            Objects.requireNonNull(
                BusinessCalendar.class.getResource("holidays-" + code + ".xml"),
                () -> "the holidays of " + country + " are missing"))
        : ManagerParameters.create(code);
  }

  /** This calendar with days that were declared holidays once, beside those of every year. */
  public BusinessCalendar closedAlsoOn(Set<LocalDate> days) {
    return new BusinessCalendar(
        holidays,
        region,
        Stream.concat(declared.stream(), days.stream()).collect(Collectors.toSet()));
  }

  public boolean isHoliday(LocalDate day) {
    return in(day.getYear()).contains(day);
  }

  /** Monday to Friday, and no holiday. */
  public boolean isWorkingDay(LocalDate day) {
    DayOfWeek weekday = day.getDayOfWeek();
    return weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY && !isHoliday(day);
  }

  /** The first working day after {@code day}, never that day itself. */
  public LocalDate nextWorkingDay(LocalDate day) {
    for (int ahead = 1; ahead <= LONGEST_REST_IN_DAYS; ahead++) {
      LocalDate next = day.plusDays(ahead);
      if (isWorkingDay(next)) {
        return next;
      }
    }
    throw new IllegalStateException("no working day within two months of " + day);
  }

  private Set<LocalDate> in(int year) {
    Set<LocalDate> known = years.get(year);
    if (known != null) {
      return known;
    }
    Set<LocalDate> days = workOut(year);
    if (years.size() < YEARS_KEPT) {
      years.put(year, days);
    }
    return days;
  }

  private Set<LocalDate> workOut(int year) {
    Stream<LocalDate> known =
        holidays.getHolidays(Year.of(year), region).stream().map(Holiday::getDate);
    Stream<LocalDate> once = declared.stream().filter(day -> day.getYear() == year);
    return Stream.concat(known, once).collect(Collectors.toUnmodifiableSet());
  }
}
