package io.batuta.local;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Public holidays by country and date, held apart from the product's calendar, since the summary
 * checks the product against them. Colombia's are reckoned for any year; of the others the years
 * that {@code holidays.yaml} lists are known.
 */
final class ListedHolidays {

  private static final String RECKONED = "CO";

  private final JsonObject listed = SampleFile.at("/io/batuta/local/holidays.yaml");

  boolean isKnown(String country, int year) {
    return country.equals(RECKONED)
        || listed.getJsonObject(country, new JsonObject()).containsKey(Integer.toString(year));
  }

  /** Empty for a year that is not known. */
  Set<LocalDate> of(String country, int year) {
    Set<LocalDate> days =
        declared(SampleFile.at("/law/" + country.toLowerCase(Locale.ROOT) + ".yaml"), year);
    if (country.equals(RECKONED)) {
      days.addAll(Festivos.of(year));
      return days;
    }
    String list =
        listed.getJsonObject(country, new JsonObject()).getString(Integer.toString(year), "");
    for (String day : list.split(" ")) {
      if (!day.isEmpty()) {
        days.add(LocalDate.parse(year + "-" + day));
      }
    }
    return days;
  }

  /** Days that a government declared once, as a law file lists them beside its calendar. */
  static Set<LocalDate> declared(JsonObject law, int year) {
    Set<LocalDate> days = new TreeSet<>();
    law.getJsonObject("holidays", new JsonObject())
        .getJsonArray("declared", new JsonArray())
        .forEach(day -> days.add(LocalDate.parse(day.toString())));
    days.removeIf(day -> day.getYear() != year);
    return days;
  }

  boolean isHoliday(String country, LocalDate day) {
    return of(country, day.getYear()).contains(day);
  }

  /** For {@code check-law.sql}: which years around this one are known, and their holidays. */
  JsonObject around(String country, int year) {
    JsonArray years = new JsonArray();
    JsonArray days = new JsonArray();
    for (int each = year - 1; each <= year + 1; each++) {
      if (isKnown(country, each)) {
        years.add(each);
        of(country, each).forEach(day -> days.add(day.toString()));
      }
    }
    return new JsonObject().put("years", years).put("days", days);
  }

  /** The first Monday to Friday from {@code day} on that is a holiday in none of the countries. */
  LocalDate workingDayFrom(LocalDate day, List<String> countries) {
    LocalDate working = day;
    while (working.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0
        || isHolidayInAny(countries, working)) {
      working = working.plusDays(1);
    }
    return working;
  }

  /** The first day from {@code day} on at which the law of one of them leaves an hour. */
  LocalDate contactDayFrom(LocalDate day, List<String> countries) {
    LocalDate open = day;
    while (isClosedInAll(countries, open)) {
      open = open.plusDays(1);
    }
    return open;
  }

  private boolean isHolidayInAny(List<String> countries, LocalDate day) {
    return countries.stream().anyMatch(country -> isHoliday(country, day));
  }

  private boolean isClosedInAll(List<String> countries, LocalDate day) {
    return countries.stream()
        .noneMatch(
            country -> LawSheet.of(country, null, null).opensOn(day, isHoliday(country, day)));
  }
}
