package io.batuta.portfolio;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An exact amount: minor units of an ISO 4217 currency. May be negative (a credit).
 *
 * @param minor the amount in the currency's smallest unit: 125000 with COP is 1250.00 pesos
 */
public record Money(long minor, Currency currency) {

  /**
   * Reads a decimal such as {@code 1250.00}.
   *
   * @throws ArithmeticException if it has more decimals than the currency, or does not fit a long
   */
  public static Money of(BigDecimal amount, Currency currency) {
    return new Money(
        amount.movePointRight(currency.getDefaultFractionDigits()).longValueExact(), currency);
  }

  /** The amount as a decimal with the currency's own number of decimals: {@code 1250.00}. */
  public BigDecimal amount() {
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
  }

  /**
   * The sum of both.
   *
   * @throws IllegalArgumentException if the currencies differ
   * @throws ArithmeticException if the sum does not fit
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
    }
    return new Money(Math.addExact(minor, other.minor), currency);
  }
}
