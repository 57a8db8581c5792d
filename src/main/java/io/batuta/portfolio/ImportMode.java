package io.batuta.portfolio;

import java.util.Locale;
import java.util.Optional;

/** What a file says about accounts that it does not name. */
public enum ImportMode {
  /** Nothing: they stay as they are. */
  DELTA("send it in parts"),
  /** That they are the creditor's no more: active ones are recalled. */
  SNAPSHOT(
      "do not cut a snapshot, since each part would recall the rest: send it as deltas in parts,"
          + " with the status recalled for accounts that are gone");

  private final String whenTooLarge;

  ImportMode(String whenTooLarge) {
    this.whenTooLarge = whenTooLarge;
  }

  /** As the API and the database write it: {@code delta}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What to do with a file that takes longer than there is time. */
  String whenTooLarge() {
    return whenTooLarge;
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
