package io.batuta.message;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Writes days as people in a country do. */
final class Dates {

  private Dates() {}

  /** {@code 23 de noviembre de 2026}, {@code November 23, 2026}. */
  static String inWords(LocalDate day, Locale locale) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(day);
  }
}
