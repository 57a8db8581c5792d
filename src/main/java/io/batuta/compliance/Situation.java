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
 * @param region of the country, as the portfolio writes it; null: not known
 * @param balanceMinor what active accounts owe together, minor units of the creditor's currency
 * @param authorised channels the debtor authorised; null: all
 * @param ceased the debtor demanded that all contact end, on every channel
 */
public record Situation(
    ZoneId zone,
    @Nullable String region,
    DebtorStatus status,
    long balanceMinor,
    @Nullable Set<Channel> authorised,
    ContactHistory history,
    boolean ceased) {

  public Situation {
    authorised = authorised == null ? null : Set.copyOf(authorised);
  }

  /** A debtor who made no such demand. */
  public Situation(
      ZoneId zone,
      @Nullable String region,
      DebtorStatus status,
      long balanceMinor,
      @Nullable Set<Channel> authorised,
      ContactHistory history) {
    this(zone, region, status, balanceMinor, authorised, history, false);
  }
}
