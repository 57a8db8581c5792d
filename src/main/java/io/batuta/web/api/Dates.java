package io.batuta.web.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** Dates in paths and queries. */
public final class Dates {

  private Dates() {}

  /**
   * @throws Problem 422 if it is no ISO date
   */
  public static LocalDate read(String date) {
    return read("date", date);
  }

  /**
   * @throws Problem 422 that names the field if it is no ISO date
   */
  public static LocalDate read(String field, String date) {
    try {
      return LocalDate.parse(date);
    } catch (DateTimeException e) {
      throw Problem.invalid(
          "A date is wrong",
          List.of(new Problem.Violation(field, "must be a date such as 2026-11-23")));
    }
  }
}
