package io.batuta.web.api;

import io.batuta.portfolio.Rejection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rejections as a file that a person opens in a spreadsheet. */
final class RejectionsCsv {

  static final String HEADER = "line,account_number,column,refused,reason\r\n";

  private RejectionsCsv() {}

  static String lines(List<Rejection> rejections) {
    return rejections.stream()
        .map(
            r ->
                "%d,%s,%s,%s,%s\r\n"
                    .formatted(
                        r.line(),
                        cell(r.accountNumber()),
                        cell(r.column()),
                        r.refused().name().toLowerCase(Locale.ROOT),
                        cell(r.reason())))
        .collect(Collectors.joining());
  }

  /** Quoted, and with an apostrophe before what a spreadsheet would take for a formula. */
  static String cell(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    String harmless = "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    return "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
