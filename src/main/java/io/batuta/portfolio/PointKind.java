package io.batuta.portfolio;

import java.util.Locale;

/** A kind of contact point. Stored in lower case. */
public enum PointKind {
  PHONE,
  WHATSAPP,
  EMAIL,
  ADDRESS;

  /** As the database and the CSV columns write it: {@code phone}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no kind has this tag
   */
  public static PointKind ofTag(String tag) {
    return valueOf(tag.toUpperCase(Locale.ROOT));
  }
}
