package io.batuta.web.api;

import io.batuta.portfolio.Money;
import java.math.BigDecimal;
import java.util.Currency;

<<<<<<< HEAD
/** An amount as the interface writes it: {@code {"amount":"1250.00","currency":"COP"}}. */
=======
/** An amount as JSON has it: {@code {"amount":"1250.00","currency":"COP"}}. */
>>>>>>> segment
public record MoneyJson(String amount, String currency) {

  public static MoneyJson of(Money money) {
    return new MoneyJson(money.amount().toPlainString(), money.currency().getCurrencyCode());
  }

  /**
<<<<<<< HEAD
   * @throws IllegalArgumentException if the currency is none, or the amount no decimal
   * @throws ArithmeticException if it has more decimals than the currency
=======
   * @throws IllegalArgumentException if the currency is unknown or the amount is no decimal
   * @throws ArithmeticException if the amount has more decimals than the currency
>>>>>>> segment
   */
  public Money toMoney() {
    return Money.of(new BigDecimal(amount), Currency.getInstance(currency));
  }
}
