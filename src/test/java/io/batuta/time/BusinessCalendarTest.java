package io.batuta.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessCalendarTest {

  private static final LocalDate FRI_2026_12_04 = LocalDate.parse("2026-12-04");
  private static final LocalDate MON_2026_12_07 = LocalDate.parse("2026-12-07");
  private static final LocalDate WED_2026_12_09 = LocalDate.parse("2026-12-09");
  private static final LocalDate WED_2026_04_01 = LocalDate.parse("2026-04-01");
  private static final LocalDate MON_2026_04_06 = LocalDate.parse("2026-04-06");

  private final BusinessCalendar colombia = BusinessCalendar.of("CO", null);

  @ParameterizedTest
  @ValueSource(ints = {2023, 2024, 2025, 2026, 2027, 2028, 2029, 2038})
  void colombias_holidays_are_those_that_its_laws_give(int year) {
    Set<LocalDate> found =
        LocalDate.of(year, 1, 1)
            .datesUntil(LocalDate.of(year + 1, 1, 1))
            .filter(colombia::isHoliday)
            .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(byLaw(year), found);
  }

  /** Written from the laws and the governments' lists, not from a library. */
  @ParameterizedTest
  @CsvSource({
    "AR, 2026, 01-01 02-16 02-17 03-23 03-24 04-02 04-03 05-01 05-25 06-15 06-20 07-09 07-10 08-17"
        + " 10-12 11-23 12-07 12-08 12-25",
    "BR, 2026, 01-01 02-16 02-17 02-18 04-03 04-21 05-01 06-04 09-07 10-12 11-02 11-15 11-20 12-25",
    "CL, 2026, 01-01 04-03 04-04 05-01 05-21 06-21 06-29 07-16 08-15 09-18 09-19 10-12 10-31 11-01"
        + " 12-08 12-25",
    // 18 September on a Saturday: the Friday too; 29 June and 12 October on Tuesdays: moved
    "CL, 2027, 01-01 03-26 03-27 05-01 05-21 06-21 06-28 07-16 08-15 09-17 09-18 09-19 10-11 10-31"
        + " 11-01 12-08 12-25",
    // 1 January on a Sunday: the Monday too; 31 October on a Tuesday: the Friday before
    "CL, 2023, 01-01 01-02 04-07 04-08 05-01 05-21 06-21 06-26 07-16 08-15 09-18 09-19 10-09 10-27"
        + " 11-01 12-08 12-25",
    "EC, 2026, 01-01 02-16 02-17 04-03 05-01 05-25 08-10 10-09 11-02 11-03 12-25",
    "EC, 2025, 01-01 03-03 03-04 04-18 05-02 05-23 08-11 10-10 11-03 11-04 12-25",
    "EC, 2019, 01-01 03-04 03-05 04-19 05-03 05-24 08-09 10-11 11-01 11-04 12-25",
    "ES, 2026, 01-01 01-06 04-03 05-01 08-15 10-12 11-01 12-06 12-08 12-25",
    "MX, 2026, 01-01 02-02 03-16 04-02 04-03 05-01 09-16 11-02 11-16 12-12 12-25",
    // a new president; 1 May on a Wednesday
    "MX, 2024, 01-01 02-05 03-18 03-28 03-29 05-01 09-16 10-01 11-02 11-18 12-12 12-25",
    "PA, 2026, 01-01 01-09 02-16 02-17 04-03 05-01 11-03 11-04 11-05 11-10 11-28 12-08 12-21 12-25",
    "PE, 2026, 01-01 04-02 04-03 05-01 06-07 06-29 07-23 07-28 07-29 08-06 08-30 10-08 11-01 12-08"
        + " 12-09 12-25"
  })
  void a_years_holidays_are_those_of_the_list(String country, int year, String list) {
    BusinessCalendar calendar = BusinessCalendar.of(country, null);
    assertEquals(
        list,
        LocalDate.of(year, 1, 1)
            .datesUntil(LocalDate.of(year + 1, 1, 1))
            .filter(calendar::isHoliday)
            .map(day -> day.toString().substring(5))
            .collect(Collectors.joining(" ")));
  }

  @Test
  void a_region_of_a_corrected_country_is_not_known_by_another_name() {
    assertThrows(IllegalArgumentException.class, () -> BusinessCalendar.of("CL", "RM"));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-06-30, true", // two feasts on one Monday: Sacred Heart, and Peter and Paul
    "2025-07-14, false", // the Monday after 9 July, a year before the law
    "2026-07-09, false", // the feast itself is a working day
    "2026-07-13, true", // Ley 2578 of 2026, moved to Monday
    "2026-04-02, true", // Holy Thursday
    "2026-04-04, false", // Holy Saturday
    "2026-11-16, true", // Independence of Cartagena, from Wednesday 11
    "2027-01-01, true",
    "2027-01-11, true" // Epiphany, from Wednesday 6
  })
  void a_day_is_a_holiday_or_not(LocalDate day, boolean holiday) {
    assertEquals(holiday, colombia.isHoliday(day));
  }

  @Test
  void the_next_working_day_leaps_over_weekends_and_holidays() {
    assertEquals(MON_2026_12_07, colombia.nextWorkingDay(FRI_2026_12_04));
    assertEquals(WED_2026_12_09, colombia.nextWorkingDay(MON_2026_12_07));
    assertEquals(MON_2026_04_06, colombia.nextWorkingDay(WED_2026_04_01));
  }

  @Test
  void a_declared_day_is_closed_in_the_calendar_that_knows_of_it_alone() {
    BusinessCalendar declared = colombia.closedAlsoOn(Set.of(MON_2026_12_07));
    assertTrue(declared.isHoliday(MON_2026_12_07));
    assertFalse(declared.isWorkingDay(MON_2026_12_07));
    assertTrue(colombia.isWorkingDay(MON_2026_12_07));
  }

  @Test
  void a_region_has_its_own_days_and_an_unknown_one_is_refused() {
    LocalDate communityOfMadrid = LocalDate.parse("2024-05-02");
    assertFalse(BusinessCalendar.of("ES", null).isHoliday(communityOfMadrid));
    assertTrue(BusinessCalendar.of("ES", "MD").isHoliday(communityOfMadrid));
    assertThrows(IllegalArgumentException.class, () -> BusinessCalendar.of("ES", "Narnia"));
    assertThrows(IllegalArgumentException.class, () -> BusinessCalendar.of("ZZ", null));
  }

  /** Ley 51 of 1983 with Ley 2578 of 2026, worked out here without any library; no Sundays. */
  private static Set<LocalDate> byLaw(int year) {
    Set<LocalDate> days = new TreeSet<>();
    for (String fixed : List.of("01-01", "05-01", "07-20", "08-07", "12-08", "12-25")) {
      days.add(MonthDay.parse("--" + fixed).atYear(year));
    }
    for (String moved : List.of("01-06", "03-19", "06-29", "08-15", "10-12", "11-01", "11-11")) {
      days.add(mondayFrom(MonthDay.parse("--" + moved).atYear(year)));
    }
    if (year >= 2026) {
      days.add(mondayFrom(LocalDate.of(year, 7, 9)));
    }
    for (int afterEaster : List.of(-3, -2, 43, 64, 71)) {
      days.add(easter(year).plusDays(afterEaster));
    }
    days.removeIf(day -> day.getDayOfWeek() == DayOfWeek.SUNDAY);
    return days;
  }

  private static LocalDate mondayFrom(LocalDate feast) {
    return feast.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
  }

  /** Butcher's algorithm. */
  private static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return LocalDate.of(year, n / 31, n % 31 + 1);
  }
}
