package io.batuta.portfolio;

import io.batuta.portfolio.CsvFile.CsvRow;
import java.util.List;
import java.util.stream.Stream;

/** What is real in the sample: the columns of the UCI file, by name. */
final class SampleHistory {

  private final List<String> header;

  /**
   * @param header in lower case
   */
  SampleHistory(List<String> header) {
    this.header = header;
  }

  /**
   * September 2005 of one client; amounts in New Taiwan dollars.
   *
   * @param balance of the statement; negative when the bank owes
   * @param paid in September
   * @param lateMonths of the last six
   */
  record Month(
      long row,
      boolean woman,
      int age,
      long limit,
      long balance,
      long paid,
      long late,
      long lateMonths,
      String education,
      String marriage) {

    /**
     * The month says how many months somebody is late; the day within it is made up, so that 1 to
     * 30, 31 to 60, 61 to 90 and over 90 days all fill. Not late: due in 0 to 25 days.
     */
    long daysPastDue() {
      return late > 0
          ? 30 * (late - 1) + 1 + SampleHash.of(row, "day", 30)
          : -SampleHash.of(row, "day", 26);
    }

    /** By the limit, which the bank set by income: fifths of the portfolio, roughly. */
    String incomeBand() {
      if (limit <= 50_000) {
        return "1";
      }
      if (limit <= 100_000) {
        return "2";
      }
      if (limit <= 180_000) {
        return "3";
      }
      return limit <= 270_000 ? "4" : "5";
    }
  }

  Month of(CsvRow row) {
    return new Month(
        number(row, "id"),
        number(row, "sex") == 2,
        (int) number(row, "age"),
        number(row, "limit_bal"),
        number(row, "bill_amt1"),
        number(row, "pay_amt1"),
        number(row, "pay_0"),
        Stream.of("pay_0", "pay_2", "pay_3", "pay_4", "pay_5", "pay_6")
            .filter(month -> number(row, month) > 0)
            .count(),
        switch ((int) number(row, "education")) {
          case 1 -> "graduate_school";
          case 2 -> "university";
          case 3 -> "high_school";
          default -> "other";
        },
        switch ((int) number(row, "marriage")) {
          case 1 -> "married";
          case 2 -> "single";
          default -> "other";
        });
  }

  private long number(CsvRow row, String column) {
    int at = header.indexOf(column);
    if (at < 0) {
      throw new BrokenFile(1, column, "not the UCI file: the column is missing");
    }
    return Long.parseLong(row.fields().get(at));
  }
}
