package io.batuta.campaign;

import io.batuta.strategy.Experiment;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whom to contact, how, and within which bounds, as a strategist wrote it.
 *
 * @param segment name of the segment whose members it works
 * @param strategy name of the strategy that treats them
 * @param priority a debtor who fits several campaigns is in that with the greatest
 * @param startsOn first business date; null: always was
 * @param endsOn last business date, inclusive; null: no end
 * @param budgetMinor spend of one night at most, minor units of the creditor's currency; null: no
 *     bound
 * @param paused plans nothing, and yet keeps its members: a pause moves nobody to another campaign
 */
public record Campaign(
    long id,
    String name,
    String segment,
    String strategy,
    int priority,
    @Nullable LocalDate startsOn,
    @Nullable LocalDate endsOn,
    @Nullable Long budgetMinor,
    Experiment experiment,
    boolean paused) {

  boolean inForceOn(LocalDate date) {
    return (startsOn == null || !date.isBefore(startsOn))
        && (endsOn == null || !date.isAfter(endsOn));
  }
}
