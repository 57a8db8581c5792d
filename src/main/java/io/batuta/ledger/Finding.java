package io.batuta.ledger;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first thing of a day that is not as it was sealed.
 *
 * @param fact its id; null where the seal itself is meant
 */
public record Finding(What what, LocalDate day, @Nullable Long fact) {

  /** What is not as it was. */
  public enum What {
    /** The fact is there, and says something else. */
    ALTERED,
    /** The fact is gone. */
    MISSING,
    /** The fact was not there when the day was sealed. */
    INSERTED,
    /** The hashes kept of the day do not come to its root. */
    LEAVES_CHANGED,
    /** The seal does not follow that of the day before. */
    CHAIN_BROKEN,
    /** The root is not the one that was anchored, or the day has lost its seal. */
    NOT_AS_ANCHORED,
    /** The table of the month is neither in the ledger nor beside it. */
    MONTH_GONE
  }

  /** In one sentence. */
  public String sentence() {
    return switch (what) {
      case ALTERED, MISSING, INSERTED ->
          "%s: fact %d is %s".formatted(day, fact, what.name().toLowerCase(Locale.ROOT));
      case LEAVES_CHANGED -> day + ": the hashes kept of the day do not come to its root";
      case CHAIN_BROKEN -> day + ": the seal does not follow that of the day before";
      case NOT_AS_ANCHORED -> day + ": the root is not the one that was anchored";
      case MONTH_GONE -> day + ": the month is neither in the ledger nor beside it";
    };
  }
}
