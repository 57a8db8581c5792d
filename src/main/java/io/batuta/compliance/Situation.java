package io.batuta.compliance;

import io.batuta.ledger.ContactHistory;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.DebtorStatus;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a rule may know of a debtor.
 *
 * @param zone where the debtor is: windows and days are in this zone
 * @param balanceMinor what active accounts owe together, minor units of the creditor's currency
 * @param authorised channels the debtor authorised; null: all
 */
public record Situation(
    ZoneId zone,
    @Nullable String region,
    DebtorStatus status,
    long balanceMinor,
    @Nullable Set<Channel> authorised,
    ContactHistory history) {

  public Situation {
    authorised = authorised == null ? null : Set.copyOf(authorised);
  }
}
