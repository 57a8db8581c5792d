package io.batuta.compliance;

import io.batuta.portfolio.ChannelClass;
import java.time.DayOfWeek;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The windows of each weekday, earliest first. A weekday that is missing is closed.
 *
 * @param windows at most a few a day, none overlapping another
 */
record WeeklyHours(Map<DayOfWeek, List<ContactWindow>> windows) {

  /**
   * @throws IllegalArgumentException if two windows of one day overlap
   */
  WeeklyHours {
    Map<DayOfWeek, List<ContactWindow>> sorted = new EnumMap<>(DayOfWeek.class);
    windows.forEach((day, hours) -> sorted.put(day, inOrder(day, hours)));
    windows = sorted;
  }

  /** The same week for each of these classes. */
  static Map<ChannelClass, WeeklyHours> forAll(Set<ChannelClass> classes, WeeklyHours week) {
    Map<ChannelClass, WeeklyHours> hours = new EnumMap<>(ChannelClass.class);
    classes.forEach(each -> hours.put(each, week));
    return hours;
  }

  List<ContactWindow> on(DayOfWeek day) {
    return windows.getOrDefault(day, List.of());
  }

  private static List<ContactWindow> inOrder(DayOfWeek day, List<ContactWindow> hours) {
    List<ContactWindow> sorted =
        hours.stream().sorted(Comparator.comparing(ContactWindow::from)).toList();
    for (int next = 1; next < sorted.size(); next++) {
      if (sorted.get(next - 1).overlaps(sorted.get(next))) {
        throw new IllegalArgumentException("windows of " + day + " overlap");
      }
    }
    return sorted;
  }
}
