package io.batuta.suppression;

import org.jspecify.annotations.Nullable;

/**
 * One payment as the creditor wrote it; nothing of it is judged yet.
 *
 * @param line of a CSV file, from 1, or the place in a JSON array, from 0
 * @param reference the creditor's own, unique for ever: what makes twice harmless
 * @param amount a decimal such as {@code 1250.00}
 * @param paidAt RFC 3339, or a day, which begins in the creditor's zone
 */
public record Payment(
    long line,
    @Nullable String reference,
    @Nullable String accountNumber,
    @Nullable String amount,
    @Nullable String currency,
    @Nullable String paidAt) {}
