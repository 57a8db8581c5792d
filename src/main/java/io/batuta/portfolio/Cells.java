package io.batuta.portfolio;

import io.batuta.portfolio.CsvFile.CsvRow;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one row by column name. The first that cannot be read is kept as the row's refusal;
 * after it the values asked for no longer matter.
 */
final class Cells {

  /** 100,000 million of most currencies: nobody's debt, but some file's shifted column. */
  static final long MOST_MINOR = 10_000_000_000_000L;

  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0]+");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");

  private final CsvRow row;
  private final Map<String, Integer> positions;
  private @Nullable String refusedColumn;
  private @Nullable String refusal;

  Cells(CsvRow row, Map<String, Integer> positions) {
    this.row = row;
    this.positions = positions;
  }

  /** Keeps the first refusal of the row. */
  void refuse(String column, String reason) {
    if (refusal == null) {
      refusedColumn = column;
      refusal = reason;
    }
  }

  Optional<Rejection> rejection(String accountNumber) {
    return Optional.ofNullable(refusal)
        .map(
            reason ->
                new Rejection(
                    row.line(),
                    accountNumber.isEmpty() ? null : accountNumber,
                    refusedColumn,
                    Rejection.Refused.ROW,
                    reason));
  }

  /** The cell in Unicode's composed form, blanks folded; null where empty or without a column. */
  @Nullable String text(String column, int longest) {
    Integer position = positions.get(column);
    return position == null ? null : text(column, position, longest);
  }

  @Nullable String text(String column, int position, int longest) {
    String said = row.fields().get(position);
    boolean plain = isPlain(said);
    String value = plain ? said : composed(said);
    if (value.length() > longest) {
      refuse(column, "longer than " + longest + " characters");
      return null;
    }
    if (!plain && value.codePoints().anyMatch(Cells::isHidden)) {
      refuse(column, "holds a control character");
      return null;
    }
    return value.isEmpty() ? null : value;
  }

  private static String composed(String said) {
    return BLANKS.matcher(Normalizer.normalize(said, Normalizer.Form.NFC)).replaceAll(" ").strip();
  }

  /**
   * Whether nothing is to be done: no character that could compose with another (those begin at
   * U+0300), none that is hidden, and single blanks between words. Most cells of most files, and
   * ten times as fast to find out as to normalise.
   */
  private static boolean isPlain(String said) {
    boolean afterBlank = true;
    for (int i = 0; i < said.length(); i++) {
      char c = said.charAt(i);
      if (c == ' ' ? afterBlank : c < 0x21 || c >= 0x300 || (c >= 0x7F && c <= 0xA0)) {
        return false;
      }
      afterBlank = c == ' ';
    }
    return said.isEmpty() || !afterBlank;
  }

  /** A text that must be there; empty text after a refusal. */
  String required(String column, int longest) {
    String value = text(column, longest);
    if (value == null) {
      refuse(column, "is empty");
      return "";
    }
    return value;
  }

  /** As required, and nothing that a spreadsheet would take for a formula. */
  String identifier(String column, int longest) {
    String value = required(column, longest);
    if (startsFormula(value)) {
      refuse(column, "begins with " + value.charAt(0) + ", like a formula of a spreadsheet");
    }
    return value;
  }

  @Nullable Long minorUnits(String column, Currency currency) {
    String value = text(column, 40);
    if (value == null) {
      return null;
    }
    if (!AMOUNT.matcher(value).matches()) {
      refuse(column, "not an amount: write 1250.00, a dot for decimals, nothing between thousands");
      return null;
    }
    BigDecimal amount = new BigDecimal(value);
    if (amount
            .movePointRight(currency.getDefaultFractionDigits())
            .abs()
            .compareTo(BigDecimal.valueOf(MOST_MINOR))
        > 0) {
      refuse(column, "beyond any debt: at most " + new Money(MOST_MINOR, currency).amount());
      return null;
    }
    try {
      return Money.of(amount, currency).minor();
    } catch (ArithmeticException e) {
      refuse(column, "more decimals than " + currency + " has");
      return null;
    }
  }

  @Nullable LocalDate date(String column, LocalDate earliest, LocalDate latest) {
    String value = text(column, 40);
    if (value == null) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(value);
      if (!date.isBefore(earliest) && !date.isAfter(latest)) {
        return date;
      }
      refuse(column, "outside of " + earliest + " to " + latest);
    } catch (DateTimeException e) {
      refuse(column, "not a day of the calendar: write 2026-11-30");
    }
    return null;
  }

  @Nullable Integer whole(String column, int least, int most) {
    String value = text(column, 40);
    if (value == null) {
      return null;
    }
    if (!WHOLE.matcher(value).matches()
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      refuse(column, "not a whole number from " + least + " to " + most);
      return null;
    }
    return Integer.valueOf(value);
  }

  /** A value of a closed set: {@code read} answers null for what is not in it. */
  <T> @Nullable T one(String column, Function<String, @Nullable T> read, String expected) {
    String value = text(column, 100);
    if (value == null) {
      return null;
    }
    T known = read.apply(value);
    if (known == null) {
      refuse(column, "unknown: expected " + expected);
    }
    return known;
  }

  static boolean startsFormula(String value) {
    return !value.isEmpty() && "=+-@".indexOf(value.charAt(0)) >= 0;
  }

  /** Control characters, and those that turn the direction of writing round. */
  private static boolean isHidden(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
