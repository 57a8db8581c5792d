package io.batuta.local;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.TreeSet;

/**
 * Colombia's public holidays (Ley 51 de 1983, Ley 2578 de 2026), reckoned here once more and on
 * purpose: the summary checks the product against them, so they must not come from the product's
 * own calendar.
 */
final class Festivos {

  private static final List<MonthDay> FIXED =
      List.of(
          MonthDay.of(1, 1),
          MonthDay.of(5, 1),
          MonthDay.of(7, 20),
          MonthDay.of(8, 7),
          MonthDay.of(12, 8),
          MonthDay.of(12, 25));

  private static final List<MonthDay> MOVED_TO_MONDAY =
      List.of(
          MonthDay.of(1, 6),
          MonthDay.of(3, 19),
          MonthDay.of(6, 29),
          MonthDay.of(8, 15),
          MonthDay.of(10, 12),
          MonthDay.of(11, 1),
          MonthDay.of(11, 11));

  /** Days from Easter Sunday: Holy Thursday and Friday, Ascension, Corpus Christi, Sacred Heart. */
  private static final List<Integer> FROM_EASTER = List.of(-3, -2, 43, 64, 71);

  /** Our Lady of Chiquinquirá, by the law of 2026. */
  private static final MonthDay CHIQUINQUIRA = MonthDay.of(7, 9);

  private static final int CHIQUINQUIRA_SINCE = 2026;

  private Festivos() {}

  static List<LocalDate> of(int year) {
    TreeSet<LocalDate> days = new TreeSet<>();
    FIXED.forEach(day -> days.add(day.atYear(year)));
    MOVED_TO_MONDAY.forEach(
        day -> days.add(day.atYear(year).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY))));
    if (year >= CHIQUINQUIRA_SINCE) {
      days.add(CHIQUINQUIRA.atYear(year).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)));
    }
    FROM_EASTER.forEach(distance -> days.add(easter(year).plusDays(distance)));
    return List.copyOf(days);
  }

  /** The anonymous Gregorian computus (Meeus, Jones, Butcher). */
  private static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return LocalDate.of(year, f / 31, f % 31 + 1);
  }
}
