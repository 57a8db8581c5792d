package io.batuta.portfolio;

import java.util.Locale;
import java.util.Optional;

/** What a file says about accounts that it does not name. */
public enum ImportMode {
  /** Nothing: they stay as they are. */
  DELTA,
  /** That they are the creditor's no more: active ones are recalled. */
  SNAPSHOT;

  /** As the API and the database write it: {@code delta}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of that tag; empty when there is none. */
  public static Optional<ImportMode> ofTag(String tag) {
    for (ImportMode mode : values()) {
      if (mode.tag().equals(tag)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
