package io.batuta.supervision;

import io.batuta.portfolio.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One debtor in a list.
 *
 * @param dueDate the oldest of what is owed; null where nothing is
 */
public record DebtorLine(
    String number,
    String status,
    String language,
    @Nullable String region,
    Money balance,
    @Nullable LocalDate dueDate) {}
