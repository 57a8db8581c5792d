package io.batuta.privacy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What is encrypted. Each text is bound to its kind: a document cannot be put where a name is. */
public enum PersonalData {
  NAME,
  DOCUMENT,
  BIRTH_DATE,
  /** Of a contact point, of any kind. */
  ADDRESS,
  /** What was said, either way. */
  WORDS,
  /** A provider's call as it came, and the words of a reply that has not found its debtor. */
  CALLBACK;

  private final byte[] bound = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

  byte[] bound() {
    return bound.clone();
  }
}
