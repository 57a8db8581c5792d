package io.batuta.compliance;

import org.jspecify.annotations.Nullable;

/**
 * A creditor's own bounds on top of the law: it can tighten, never loosen.
 *
 * @param attemptsPerDay over all channels, in the debtor's day; null: no bound of its own
 * @param attemptsPerWeek over all channels, in any seven days; null: no bound of its own
 */
public record HouseRules(@Nullable Integer attemptsPerDay, @Nullable Integer attemptsPerWeek) {
  public static final HouseRules NONE = new HouseRules(null, null);
}
