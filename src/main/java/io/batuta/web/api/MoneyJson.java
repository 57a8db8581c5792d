package io.batuta.web.api;

import io.batuta.portfolio.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An amount on the wire.
 *
 * @param amount a decimal in a string, so that no reader rounds it: {@code "1250.00"}
 * @param currency ISO 4217
 */
@Schema(name = "Money")
public record MoneyJson(@Nullable String amount, @Nullable String currency) {

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,4})?");

  public static MoneyJson of(Money money) {
    return new MoneyJson(money.amount().toPlainString(), money.currency().getCurrencyCode());
  }

  /**
   * @throws Problem 422 if it is no decimal, or has more decimals than the currency, or the
   *     currency does not exist
   */
  public Money toMoney() {
    if (amount == null || !DECIMAL.matcher(amount).matches()) {
      throw invalid("amount", "must be a decimal such as \"1250.00\"");
    }
    Currency known = known();
    try {
      return Money.of(new BigDecimal(amount), known);
    } catch (ArithmeticException e) {
      throw invalid(
          "amount", "has more decimals than " + known.getCurrencyCode() + ", or is too large");
    }
  }

  private Currency known() {
    try {
      return Currency.getInstance(currency == null ? "" : currency);
    } catch (IllegalArgumentException e) {
      throw invalid("currency", "must be an ISO 4217 code such as COP");
    }
  }

  private static Problem invalid(String field, String message) {
    return Problem.invalid("An amount is wrong", List.of(new Problem.Violation(field, message)));
  }
}
