package io.batuta.supervision;

import io.batuta.portfolio.PointKind;

/** An address of which just enough is left to tell it from another of the same person. */
final class MaskedAddress {

  private static final String HIDDEN = "•••";

  private MaskedAddress() {}

  /**
   * A phone by its last two digits, an e-mail by its first letter and domain, a street by nothing.
   */
  static String of(PointKind kind, String address) {
    return switch (kind) {
      case PHONE, WHATSAPP -> HIDDEN + address.substring(Math.max(0, address.length() - 2));
      case EMAIL -> email(address);
      case ADDRESS -> HIDDEN;
    };
  }

  private static String email(String address) {
    int at = address.lastIndexOf('@');
    return at < 1 ? HIDDEN : address.charAt(0) + HIDDEN + address.substring(at);
  }
}
