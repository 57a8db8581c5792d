package io.batuta.message;

import io.batuta.portfolio.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Writes money as people in a country do. Exact: decimal from end to end, nothing is rounded. */
final class Amounts {

  private static final Pattern BLANK = Pattern.compile("\\p{Z}");

  /** Looking up a locale costs more than all else of an amount; a copy is for one thread. */
  private static final Map<Locale, NumberFormat> BY_LOCALE = new ConcurrentHashMap<>();

  private Amounts() {}

  /**
   * {@code $ 1.250.000} for es-CO, {@code $1,250.50} for es-MX. Cents that are zero are left out.
   */
  static String written(Money money, Locale locale) {
    BigDecimal amount = money.amount();
    boolean whole = amount.stripTrailingZeros().scale() <= 0;
    NumberFormat format =
        (NumberFormat) BY_LOCALE.computeIfAbsent(locale, NumberFormat::getCurrencyInstance).clone();
    format.setCurrency(money.currency());
    format.setMinimumFractionDigits(whole ? 0 : amount.scale());
    format.setMaximumFractionDigits(amount.scale());
    format.setRoundingMode(RoundingMode.UNNECESSARY);
    // The no-break spaces of the locale data would double the price of an SMS.
    return BLANK.matcher(format.format(amount)).replaceAll(" ");
  }
}
