package io.batuta.portfolio;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

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
  /** A person of the creditor has the case. Comes from a hold; no file or table says it. */
  HELD,
  /** Owes nothing any more. */
  SETTLED;

  /** Those that a creditor may give to an account or a person. */
  public static Set<DebtorStatus> stated() {
    return EnumSet.complementOf(EnumSet.of(HELD));
  }

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
