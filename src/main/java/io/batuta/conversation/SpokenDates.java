package io.batuta.conversation;

import static io.batuta.conversation.CalendarWords.MONTH;
import static io.batuta.conversation.CalendarWords.NUMBERS;
import static io.batuta.conversation.CalendarWords.WEEKDAY;
import static io.batuta.conversation.CalendarWords.month;
import static io.batuta.conversation.CalendarWords.weekdayOf;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The day that somebody means, counted from the day it was said. What is vague ("la otra semana"),
 * said of today's weekday ("el viernes" on a Friday), or names two days is no day: a person asks.
 *
 * <p>"En ocho días" is a week, "en quince días" two. "El 15" is the next one that is not past.
 */
final class SpokenDates {

  private static final Pattern VAGUE =
      Pattern.compile(
          "\\b(fin(?:es)? de semana|finde|weekend|esta semana|this week|otra quincena|otro (?:mes|dia|"
              + WEEKDAY
              + ")|despues (?:de|del)|luego del?|a partir del?|after)\\b");
  private static final Pattern SOME_WEEK =
      Pattern.compile(
          "\\b(?:(?:la )?(?:otra|proxima|siguiente) semana|semana (?:entrante|que viene)|next week)\\b");
  private static final Pattern DAY_OF_NEXT_WEEK =
      Pattern.compile(
          "\\b"
              + WEEKDAY
              + " de (?:la )?(?:otra|proxima|siguiente) semana\\b|\\b"
              + WEEKDAY
              + " (?:of )?next week\\b");
  private static final Pattern HOUR =
      Pattern.compile(
          "\\ba las? \\d{1,2}(?::\\d\\d)?(?: ?[ap]m)?\\b|\\b\\d{1,2}(?::\\d\\d)? ?[ap]m\\b|\\b\\d{1,2}:\\d\\d\\b|\\b(?:en|por|de|a) la (?:manana|tarde|noche)\\b");
  private static final Pattern ISO = Pattern.compile("\\b(20\\d\\d)-(\\d{1,2})-(\\d{1,2})\\b");
  private static final Pattern SLASHED =
      Pattern.compile("(?<![\\d/.$-])(\\d{1,2})[/-](\\d{1,2})(?:[/-](20\\d\\d|\\d\\d))?(?![\\d/])");
  private static final Pattern DAY_MONTH =
      Pattern.compile(
          "\\b(\\d{1,2})(?:st|nd|rd|th)? (?:de |of )?" + MONTH + "\\b(?: (?:del? )?(20\\d\\d))?");
  private static final Pattern MONTH_DAY =
      Pattern.compile("\\b" + MONTH + " (\\d{1,2})(?:st|nd|rd|th)?\\b(?! ?mil)(?:,? (20\\d\\d))?");
  private static final Pattern NEXT_MONTH =
      Pattern.compile(
          "\\b(\\d{1,2}) del? (?:(?:otro|proximo|siguiente) mes|mes (?:que viene|entrante))\\b");
  private static final Pattern IN_DAYS =
      Pattern.compile(
          "\\b(?:en|dentro de|in) (?:unos )?(\\d{1,2}|[a-z]+) (dias?|days?|semanas?|weeks?|mes|meses|months?)\\b");
  private static final Pattern TODAY_IN_EIGHT = Pattern.compile("\\bhoy en (ocho|quince)\\b");
  private static final Pattern RELATIVE =
      Pattern.compile(
          "\\b(pasado manana|day after tomorrow|manana|tomorrow|hoy(?: mismo)?|today)\\b");
  private static final Pattern DAY_OF_MONTH =
      Pattern.compile(
          "\\b(?:el|al|del|dia|the|"
              + WEEKDAY
              + ") (\\d{1,2})(?:st|nd|rd|th)?(?![\\d.,/])\\b(?! ?(?:mil|k|lucas|millon|millones|palos|pesos|soles|cuotas|dias|horas|por ciento)\\b)");
  private static final Pattern MONTH_END =
      Pattern.compile(
          "\\b(?:fin|fines|final|finales) de(?: este|l)? mes\\b|\\bultimo (?:dia )?(?:de este|del) mes\\b|\\bend of (?:the |this )?month\\b");
  private static final Pattern HALF_MONTH = Pattern.compile("\\bquincena\\b");
  private static final Pattern NAMED_DAY =
      Pattern.compile("\\b(proximo |next )?" + WEEKDAY + "\\b( que viene| proximo)?");

  private final LocalDate today;
  private final boolean monthFirst;
  private final TreeSet<LocalDate> days = new TreeSet<>();
  private String rest;
  private boolean vague;

  private SpokenDates(String text, LocalDate today, String country) {
    this.rest =
        text.replaceAll("\\b(?:el |dia )(?:primero|1ro|1ero)\\b", "el 1")
            .replaceAll("\\bprimero de\\b", "1 de");
    this.today = today;
    this.monthFirst = country.equals("US");
  }

  /**
   * What was found.
   *
   * @param day empty when none is meant beyond doubt
   * @param rest the text without what was read as a date or an hour
   */
  record Found(Optional<LocalDate> day, String rest) {}

  static Found find(String text, LocalDate today, String country) {
    return new SpokenDates(text, today, country).search();
  }

  private Found search() {
    vague = VAGUE.matcher(rest).find();
    take(DAY_OF_NEXT_WEEK, m -> weekday(m.group(1) == null ? m.group(2) : m.group(1), 1));
    vague |= SOME_WEEK.matcher(rest).find();
    take(HOUR, m -> null);
    take(ISO, m -> day(number(m, 1), number(m, 2), number(m, 3)));
    take(SLASHED, this::slashed);
    take(DAY_MONTH, m -> inYear(m.group(3), month(m.group(2)), number(m, 1)));
    take(MONTH_DAY, m -> inYear(m.group(3), month(m.group(1)), number(m, 2)));
    take(NEXT_MONTH, m -> ofMonth(YearMonth.from(today).plusMonths(1), number(m, 1)));
    take(IN_DAYS, this::inDays);
    take(TODAY_IN_EIGHT, m -> today.plusDays(m.group(1).equals("ocho") ? 7 : 14));
    take(RELATIVE, m -> relative(m.group(1)));
    takeDaysOfMonth();
    take(MONTH_END, m -> today.with(TemporalAdjusters.lastDayOfMonth()));
    take(HALF_MONTH, m -> payday());
    takeNamedDays();
    boolean clear = !vague && days.size() == 1;
    return new Found(clear ? Optional.of(days.first()) : Optional.empty(), rest);
  }

  /** Reads every match as a day (null: as none) and blanks it, so that nothing is read twice. */
  private void take(Pattern pattern, Function<Matcher, @Nullable LocalDate> reading) {
    rest =
        pattern
            .matcher(rest)
            .replaceAll(
                result -> {
                  Matcher match = pattern.matcher(result.group());
                  if (!match.find()) {
                    return Matcher.quoteReplacement(result.group());
                  }
                  LocalDate day = reading.apply(match);
                  if (day != null) {
                    days.add(day);
                  }
                  return " ";
                });
  }

  private void takeDaysOfMonth() {
    Matcher match = DAY_OF_MONTH.matcher(rest);
    List<int[]> spans = new ArrayList<>();
    while (match.find()) {
      LocalDate day = nextOfMonth(Integer.parseInt(match.group(2)));
      if (day != null) {
        days.add(day);
        spans.add(new int[] {match.start(2), match.end(2)});
      }
    }
    StringBuilder blanked = new StringBuilder(rest);
    for (int[] span : spans) {
      for (int i = span[0]; i < span[1]; i++) {
        blanked.setCharAt(i, ' ');
      }
    }
    rest = blanked.toString();
  }

  /** A weekday beside a date only confirms it; alone it is the next one. */
  private void takeNamedDays() {
    List<LocalDate> explicit = List.copyOf(days);
    take(
        NAMED_DAY,
        m -> {
          DayOfWeek day = weekdayOf(m.group(2));
          if (!explicit.isEmpty()) {
            vague |= explicit.stream().noneMatch(date -> date.getDayOfWeek() == day);
            return null;
          }
          boolean next = m.group(1) != null || m.group(3) != null;
          vague |= today.getDayOfWeek() == day && !next;
          return today.with(TemporalAdjusters.next(day));
        });
  }

  private @Nullable LocalDate slashed(Matcher m) {
    int day = number(m, monthFirst ? 2 : 1);
    int month = number(m, monthFirst ? 1 : 2);
    String year = m.group(3);
    return inYear(year != null && year.length() == 2 ? "20" + year : year, month, day);
  }

  private @Nullable LocalDate inYear(@Nullable String year, int month, int day) {
    if (year != null) {
      return day(Integer.parseInt(year), month, day);
    }
    LocalDate thisYear = day(today.getYear(), month, day);
    return thisYear != null && thisYear.isBefore(today)
        ? day(today.getYear() + 1, month, day)
        : thisYear;
  }

  private @Nullable LocalDate inDays(Matcher m) {
    String said = m.group(1);
    Integer number = said.matches("\\d+") ? Integer.valueOf(said) : NUMBERS.get(said);
    if (number == null) {
      vague = true;
      return null;
    }
    String unit = m.group(2);
    if (unit.startsWith("semana") || unit.startsWith("week")) {
      return today.plusWeeks(number);
    }
    if (unit.startsWith("m")) {
      return today.plusMonths(number);
    }
    boolean customary = unit.startsWith("dia") && (number == 8 || number == 15);
    return today.plusDays(customary ? number - 1 : number);
  }

  private LocalDate relative(String word) {
    return switch (word) {
      case "pasado manana", "day after tomorrow" -> today.plusDays(2);
      case "manana", "tomorrow" -> today.plusDays(1);
      default -> today;
    };
  }

  private @Nullable LocalDate nextOfMonth(int day) {
    YearMonth month = YearMonth.from(today);
    for (int ahead = 0; ahead < 3; ahead++) {
      LocalDate found = ofMonth(month.plusMonths(ahead), day);
      if (found != null && !found.isBefore(today)) {
        return found;
      }
    }
    return null;
  }

  /** The 15th or the month's end, whichever comes first. */
  private LocalDate payday() {
    LocalDate fifteenth = today.withDayOfMonth(15);
    return fifteenth.isBefore(today) ? today.with(TemporalAdjusters.lastDayOfMonth()) : fifteenth;
  }

  private LocalDate weekday(String name, int weeksAhead) {
    return today
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .plusWeeks(weeksAhead)
        .with(weekdayOf(name));
  }

  private static @Nullable LocalDate ofMonth(YearMonth month, int day) {
    return month.isValidDay(day) ? month.atDay(day) : null;
  }

  private static @Nullable LocalDate day(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      return null; // 31/2 is no day
    }
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }
}
