package io.batuta.web.api;

import io.batuta.portfolio.Money;
import java.math.BigDecimal;
import java.util.Currency;

/** An amount as the interface writes it: {@code {"amount":"1250.00","currency":"COP"}}. */
public record MoneyJson(String amount, String currency) {

  public static MoneyJson of(Money money) {
    return new MoneyJson(
        money.amount().toPlainString(), money.currency().getCurrencyCode());
  }

  /**
   * @throws IllegalArgumentException if the currency is unknown, or the amount no decimal
   * @throws ArithmeticException if it has more decimals than the currency
   */
  public Money toMoney() {
    return Money.of(new BigDecimal(amount), Currency.getInstance(currency));
  }
}
