package io.batuta.supervision;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** On what grounds a person is erased: a closed list, since reports count by it. */
public enum ErasureBasis {
  /**
   * The person asked for it, by the law on personal data. Never against a law that asks to keep.
   */
  REQUEST,
  /** The months are over for which law asks to keep. What the product does by itself. */
  RETENTION,
  /** A court ordered it. */
  COURT,
  /** An authority ordered it. */
  AUTHORITY,
  /** It should never have been loaded: somebody else, or no debtor. */
  MISTAKE;

  /** As the interface and the database write it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ErasureBasis> ofTag(String tag) {
    return Arrays.stream(values()).filter(basis -> basis.tag().equals(tag)).findFirst();
  }

  /** Whether it goes before a debt that is open, and before the months that law asks for. */
  boolean mayForce() {
    return switch (this) {
      case COURT, AUTHORITY, MISTAKE -> true;
      case REQUEST, RETENTION -> false;
    };
  }
}
