package io.batuta.suppression;

import org.jspecify.annotations.Nullable;

/**
 * One payment as the creditor wrote it; nothing of it is judged yet.
 *
 * @param line of a CSV file, from 1, or the place in a JSON array, from 0
 * @param reference the creditor's own, unique for ever: what makes twice harmless
 * @param amount a decimal such as {@code 1250.00}
 * @param paidAt RFC 3339, or a day, which begins in the creditor's zone; of a reversal: when it was
 *     taken back, now where nothing is said
 * @param reversed {@code true}: the payment of this reference was taken back; it needs no account
 *     and no amount, and those it names must be those of the payment
 */
public record Payment(
    long line,
    @Nullable String reference,
    @Nullable String accountNumber,
    @Nullable String amount,
    @Nullable String currency,
    @Nullable String paidAt,
    @Nullable String reversed) {

  /** One that was paid. */
  public Payment(
      long line,
      @Nullable String reference,
      @Nullable String accountNumber,
      @Nullable String amount,
      @Nullable String currency,
      @Nullable String paidAt) {
    this(line, reference, accountNumber, amount, currency, paidAt, null);
  }
}
