package io.batuta.suppression;

import org.jspecify.annotations.Nullable;

/**
 * One payment that was not recorded, and why.
 *
 * @param line as in {@link Payment}
 * @param field the JSON name of what is wrong; null when it is the payment as a whole
 */
public record PaymentRejection(
    long line, @Nullable String reference, @Nullable String field, String reason) {}
