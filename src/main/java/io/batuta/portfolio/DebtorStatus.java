package io.batuta.portfolio;

import java.util.Locale;

/**
 * Where an account, or the person, stands with the creditor. Only {@link #ACTIVE} is ever
 * contacted.
 */
public enum DebtorStatus {
  ACTIVE,
  /** Taken back by the creditor, or missing from a snapshot. */
  RECALLED,
  DISPUTED,
  SUED,
  INSOLVENT,
  DECEASED,
  /** Owes nothing any more. */
  SETTLED;

  /** As the database and the CSV write it: {@code active}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no status has this tag
   */
  public static DebtorStatus ofTag(String tag) {
    return valueOf(tag.toUpperCase(Locale.ROOT));
  }
}
