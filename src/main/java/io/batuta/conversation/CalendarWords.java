package io.batuta.conversation;

import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of days, months and small numbers, folded, in Spanish and English. */
final class CalendarWords {

  static final String WEEKDAY =
      "(lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
  private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();
  static final String MONTH =
      "(ene|enero|jan|january|feb|febrero|february|mar|marzo|march|abr|abril|apr|april|may|mayo|jun|junio|june|jul|julio|july|ago|agosto|aug|august|sep|sept|set|septiembre|setiembre|september|oct|octubre|october|nov|noviembre|november|dic|diciembre|dec|december)";
  private static final List<List<String>> MONTHS =
      List.of(
          List.of("ene", "jan"),
          List.of("feb"),
          List.of("mar"),
          List.of("abr", "apr"),
          List.of("may"),
          List.of("jun"),
          List.of("jul"),
          List.of("ago", "aug"),
          List.of("sep", "set"),
          List.of("oct"),
          List.of("nov"),
          List.of("dic", "dec"));
  static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("un", 1),
          Map.entry("una", 1),
          Map.entry("a", 1),
          Map.entry("one", 1),
          Map.entry("dos", 2),
          Map.entry("two", 2),
          Map.entry("tres", 3),
          Map.entry("three", 3),
          Map.entry("cuatro", 4),
          Map.entry("cinco", 5),
          Map.entry("five", 5),
          Map.entry("seis", 6),
          Map.entry("siete", 7),
          Map.entry("ocho", 8),
          Map.entry("diez", 10),
          Map.entry("ten", 10),
          Map.entry("quince", 15),
          Map.entry("veinte", 20));

  private CalendarWords() {}

  static int month(String name) {
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).stream().anyMatch(name::startsWith)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("no month: " + name);
  }

  static DayOfWeek weekdayOf(String name) {
    DayOfWeek day = WEEKDAYS.get(name);
    if (day == null) {
      throw new IllegalArgumentException("no weekday: " + name);
    }
    return day;
  }

  private static Map<String, DayOfWeek> weekdays() {
    Map<String, DayOfWeek> days = new HashMap<>();
    List<String> spanish =
        List.of("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo");
    for (DayOfWeek day : DayOfWeek.values()) {
      days.put(spanish.get(day.ordinal()), day);
      days.put(day.name().toLowerCase(Locale.ROOT), day);
    }
    return Map.copyOf(days);
  }
}
