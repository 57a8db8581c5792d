package io.batuta.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Year;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Our reader against Jollyday's own: {@code holidays-by-jaxb.txt} was written with jollyday-jaxb
 * 2.19.0, a line for each country: its code, how many holidays it and its regions have from 2020 to
 * 2030, and the first eight bytes of the SHA-256 over all of them.
 */
class HolidayFileTest {

  @Test
  void every_country_has_the_holidays_that_jollydays_own_reader_finds() throws Exception {
    List<String> found = new ArrayList<>();
    for (String code : new TreeSet<>(HolidayManager.getSupportedCalendarCodes())) {
      if (code.length() == 2) {
        found.add(line(code.toLowerCase(Locale.ROOT)));
      }
    }
    try (InputStream golden = HolidayFileTest.class.getResourceAsStream("holidays-by-jaxb.txt")) {
      assertEquals(
          new String(golden.readAllBytes(), StandardCharsets.UTF_8).lines().toList(), found);
    }
  }

  private static String line(String country) throws Exception {
    HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(country));
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    int count = add(manager, manager.getCalendarHierarchy(), List.of(), digest);
    return country + " " + count + " " + HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static int add(
      HolidayManager manager, CalendarHierarchy part, List<String> path, MessageDigest digest) {
    int count = 0;
    for (int year = 2020; year <= 2030; year++) {
      List<String> days =
          manager.getHolidays(Year.of(year), path.toArray(String[]::new)).stream()
              .map(
                  day ->
                      "%s %s %s %s\n"
                          .formatted(path, day.getDate(), day.getPropertiesKey(), day.getType()))
              .sorted()
              .toList();
      days.forEach(day -> digest.update(day.getBytes(StandardCharsets.UTF_8)));
      count += days.size();
    }
    for (String region : new TreeSet<>(part.getChildren().keySet())) {
      List<String> inside = new ArrayList<>(path);
      inside.add(region);
      count += add(manager, part.getChildren().get(region), inside, digest);
    }
    return count;
  }
}
