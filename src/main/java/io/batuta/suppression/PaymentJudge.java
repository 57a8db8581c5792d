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
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a payment can be recorded, as far as it says by itself. Pure. */
final class PaymentJudge {

  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

  /** More than any debt that an import lets in. */
  private static final BigDecimal MOST_MINOR = BigDecimal.valueOf(10_000_000_000_000L);

  private static final int LONGEST = 100;
  private static final String NO_CURRENCY = "expected a currency by ISO 4217, as COP";

  /** How far the bank's clock may be ahead of ours when its day begins. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private static final Set<String> YES = Set.of("true", "yes", "si", "sí", "1");
  private static final Set<String> NO = Set.of("false", "no", "0");

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

    /**
     * One that was taken back, as far as it says by itself.
     *
     * @param account null: not said
     * @param amount null: not said
     */
    record Back(
        long line,
        String reference,
        @Nullable String account,
        @Nullable Money amount,
        Instant reversedAt)
        implements Judged {}

    record Refused(PaymentRejection rejection) implements Judged {}
  }

  Judged judge(Payment payment) {
    String reference = payment.reference();
    if (reference == null || !isPlain(reference)) {
      return refused(payment, "reference", missing(reference));
    }
    String reversed = payment.reversed() == null ? "no" : payment.reversed();
    if (YES.contains(reversed.toLowerCase(Locale.ROOT))) {
      return back(payment, reference);
    }
    if (!NO.contains(reversed.toLowerCase(Locale.ROOT))) {
      return refused(payment, "reversed", "expected true or false");
    }
    String account = payment.accountNumber();
    if (account == null || !isPlain(account)) {
      return refused(payment, "accountNumber", missing(account));
    }
    Currency currency = currency(payment.currency());
    if (currency == null) {
      return refused(payment, "currency", NO_CURRENCY);
    }
    String fault = amountFault(payment.amount(), currency);
    if (!fault.isEmpty()) {
      return refused(payment, "amount", fault);
    }
    Instant paidAt = instant(payment.paidAt());
    String early = dayFault(paidAt);
    if (paidAt == null || !early.isEmpty()) {
      return refused(payment, "paidAt", early);
    }
    Money amount = Money.of(new BigDecimal(payment.amount()), currency);
    return new Judged.Sound(payment.line(), reference, account, amount, paidAt);
  }

  /** What it says beside its reference is held against the payment, once that is found. */
  private Judged back(Payment payment, String reference) {
    if (payment.accountNumber() != null && !isPlain(payment.accountNumber())) {
      return refused(payment, "accountNumber", missing(payment.accountNumber()));
    }
    Money amount = null;
    if (payment.amount() != null) {
      Currency currency = currency(payment.currency());
      if (currency == null) {
        return refused(payment, "currency", NO_CURRENCY);
      }
      String fault = amountFault(payment.amount(), currency);
      if (!fault.isEmpty()) {
        return refused(payment, "amount", fault);
      }
      amount = Money.of(new BigDecimal(payment.amount()), currency);
    }
    Instant reversedAt = payment.paidAt() == null ? now : instant(payment.paidAt());
    String early = dayFault(reversedAt);
    if (reversedAt == null || !early.isEmpty()) {
      return refused(payment, "paidAt", early);
    }
    return new Judged.Back(payment.line(), reference, payment.accountNumber(), amount, reversedAt);
  }

  /** What is wrong with an amount; empty when nothing is. */
  private static String amountFault(@Nullable String text, Currency currency) {
    if (text == null || !AMOUNT.matcher(text).matches()) {
      return "expected a decimal such as 1250.00";
    }
    BigDecimal amount = new BigDecimal(text);
    if (amount.signum() <= 0) {
      return "a payment is above zero";
    }
    BigDecimal minor = amount.movePointRight(currency.getDefaultFractionDigits());
    if (minor.compareTo(MOST_MINOR) > 0) {
      return "beyond any debt";
    }
    return minor.stripTrailingZeros().scale() > 0 ? "more decimals than " + currency + " has" : "";
  }

  /**
   * What is wrong with an hour; empty when nothing is. A payment of a day that has not come would
   * silence that day, and is none yet: whoever announces it sends it again when it is booked.
   */
  private String dayFault(@Nullable Instant at) {
    if (at == null) {
      return "expected RFC 3339, as 2026-11-23T10:00:00-05:00, or a day";
    }
    LocalDate today = LocalDate.ofInstant(now.plus(AHEAD), creditor.timeZone());
    if (LocalDate.ofInstant(at, creditor.timeZone()).isAfter(today)) {
      return "lies in the future: the creditor's business date is " + today;
    }
    return at.isBefore(EARLIEST) ? "lies before the year 2000" : "";
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
