package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.time.BusinessCalendar;
import io.vertx.core.json.JsonArray;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ListedHolidaysTest {

  /** In the United States no rule closes on a holiday: none is listed. */
  static final List<String> CLOSING =
      SampleCreditor.COUNTRIES.stream().filter(country -> !country.equals("US")).toList();

  private final ListedHolidays holidays = new ListedHolidays();

  @ParameterizedTest
  @FieldSource("CLOSING")
  void two_lists_that_were_made_apart_agree(String country) {
    BusinessCalendar calendar = BusinessCalendar.of(country, null);
    for (int year = 2026; year <= 2027; year++) {
      Set<LocalDate> product =
          LocalDate.of(year, 1, 1)
              .datesUntil(LocalDate.of(year + 1, 1, 1))
              .filter(calendar::isHoliday)
              .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY)
              .collect(Collectors.toCollection(TreeSet::new));
      Set<LocalDate> listed =
          holidays.of(country, year).stream()
              .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY)
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(product, listed, country + " " + year);
    }
  }

  @Test
  void a_day_that_a_law_file_declares_is_a_holiday_of_its_year() {
    io.vertx.core.json.JsonObject law =
        new io.vertx.core.json.JsonObject(
            "{\"holidays\":{\"declared\":[\"2027-05-03\",\"2026-05-04\"]}}");
    assertEquals(Set.of(LocalDate.parse("2027-05-03")), ListedHolidays.declared(law, 2027));
    assertEquals(Set.of(), ListedHolidays.declared(new io.vertx.core.json.JsonObject(), 2027));
  }

  @Test
  void a_year_that_nobody_wrote_down_is_not_known() {
    assertTrue(holidays.isKnown("CO", 2031));
    assertTrue(holidays.isKnown("PE", 2027));
    assertFalse(holidays.isKnown("PE", 2031));
    assertEquals(new JsonArray(), holidays.around("PE", 2031).getJsonArray("years"));
  }

  @Test
  void a_working_day_is_one_in_every_country_and_a_contact_day_in_any() {
    LocalDate friday = LocalDate.parse("2026-11-20");
    LocalDate monday = LocalDate.parse("2026-11-23");
    List<String> three = SampleCreditor.TOGETHER;
    assertEquals(monday, holidays.workingDayFrom(friday.plusDays(1), three));
    // Bridge of Argentina's 20 November.
    assertEquals(monday.plusDays(1), holidays.workingDayFrom(monday, List.of("AR")));
    assertEquals(friday.plusDays(1), holidays.contactDayFrom(friday.plusDays(1), three));
    assertEquals(monday, holidays.contactDayFrom(friday.plusDays(1), List.of("PE")));
    assertEquals(monday, holidays.contactDayFrom(friday.plusDays(1), List.of("MX")));
    assertEquals(friday.plusDays(2), holidays.contactDayFrom(friday.plusDays(2), List.of("US")));
  }
}
