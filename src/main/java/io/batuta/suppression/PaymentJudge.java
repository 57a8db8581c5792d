package io.batuta.suppression;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a payment can be recorded, as far as it says by itself. Pure. */
final class PaymentJudge {

  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

  /** More than any debt that an import lets in. */
  private static final BigDecimal MOST_MINOR = BigDecimal.valueOf(10_000_000_000_000L);

  private static final int LONGEST = 100;

  /** Clocks differ, and a bank may date to the end of its day. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private final Creditor creditor;
  private final Instant now;

  PaymentJudge(Creditor creditor, Instant now) {
    this.creditor = creditor;
    this.now = now;
  }

  /** What a payment came to. */
  sealed interface Judged {

    /** A payment that stands for itself; whether its account is there is the database's to say. */
    record Sound(long line, String reference, String account, Money amount, Instant paidAt)
        implements Judged {}

    record Refused(PaymentRejection rejection) implements Judged {}
  }

  Judged judge(Payment payment) {
    String reference = payment.reference();
    String account = payment.accountNumber();
    if (reference == null || !isPlain(reference)) {
      return refused(payment, "reference", missing(reference));
    }
    if (account == null || !isPlain(account)) {
      return refused(payment, "accountNumber", missing(account));
    }
    Currency currency = currency(payment.currency());
    if (currency == null) {
      return refused(payment, "currency", "expected a currency by ISO 4217, as COP");
    }
    if (payment.amount() == null || !AMOUNT.matcher(payment.amount()).matches()) {
      return refused(payment, "amount", "expected a decimal such as 1250.00");
    }
    BigDecimal amount = new BigDecimal(payment.amount());
    if (amount.signum() <= 0) {
      return refused(payment, "amount", "a payment is above zero");
    }
    BigDecimal minor = amount.movePointRight(currency.getDefaultFractionDigits());
    if (minor.compareTo(MOST_MINOR) > 0) {
      return refused(payment, "amount", "beyond any debt");
    }
    if (minor.stripTrailingZeros().scale() > 0) {
      return refused(payment, "amount", "more decimals than " + currency + " has");
    }
    Instant paidAt = instant(payment.paidAt());
    if (paidAt == null) {
      return refused(
          payment, "paidAt", "expected RFC 3339, as 2026-11-23T10:00:00-05:00, or a day");
    }
    if (paidAt.isAfter(now.plus(AHEAD))) {
      return refused(payment, "paidAt", "lies in the future");
    }
    if (paidAt.isBefore(EARLIEST)) {
      return refused(payment, "paidAt", "lies before the year 2000");
    }
    return new Judged.Sound(payment.line(), reference, account, Money.of(amount, currency), paidAt);
  }

  static Judged refused(Payment payment, String field, String reason) {
    String reference = payment.reference();
    boolean shown = reference != null && isPlain(reference);
    return new Judged.Refused(
        new PaymentRejection(payment.line(), shown ? reference : null, field, reason));
  }

  private static String missing(@Nullable String value) {
    return value == null
        ? "is missing, or the line has another length than its header"
        : "longer than " + LONGEST + " characters, or holds a control character";
  }

  private static boolean isPlain(String value) {
    return value.length() <= LONGEST && value.chars().noneMatch(Character::isISOControl);
  }

  private static @Nullable Currency currency(@Nullable String code) {
    return Currency.getAvailableCurrencies().stream()
        .filter(known -> known.getCurrencyCode().equals(code))
        .filter(known -> known.getDefaultFractionDigits() >= 0)
        .findAny()
        .orElse(null);
  }

  private @Nullable Instant instant(@Nullable String paidAt) {
    if (paidAt == null) {
      return null;
    }
    try {
      return paidAt.length() == 10
          ? LocalDate.parse(paidAt).atStartOfDay(creditor.timeZone()).toInstant()
          : OffsetDateTime.parse(paidAt).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
