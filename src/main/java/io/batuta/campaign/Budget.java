package io.batuta.campaign;

import io.batuta.portfolio.Money;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * What campaigns may still spend, in millionths of the currency unit. Taken from in the order of
 * judging, by one thread at a time.
 */
final class Budget {

  /** A night's money of one campaign. */
  record Purse(long campaign, LocalDate night) {}

  private final Map<Purse, Long> left;

  /**
   * @param left what bounded campaigns have left; a campaign not named is not bounded
   */
  Budget(Map<Purse, Long> left) {
    this.left = new HashMap<>(left);
  }

  /** An amount in millionths of its currency unit. */
  static long micros(Money amount) {
    return amount.amount().movePointRight(6).longValueExact();
  }

  /** Takes the money if it is there; takes nothing otherwise. */
  boolean take(long campaign, LocalDate night, long costMicros) {
    Purse purse = new Purse(campaign, night);
    Long before = left.get(purse);
    if (before == null) {
      return true;
    }
    if (before < costMicros) {
      return false;
    }
    left.put(purse, before - costMicros);
    return true;
  }

  /** Notes what was taken before, even if it is more than there is. */
  void spent(long campaign, LocalDate night, long costMicros) {
    left.computeIfPresent(new Purse(campaign, night), (purse, before) -> before - costMicros);
  }
}
