package io.batuta.message;

/**
 * GSM 03.38, the alphabet of an SMS at seven bits a character: 127 characters of one septet, and
 * ten more that take two, behind an escape. National shift tables are left out: the providers
 * document none.
 */
final class GsmAlphabet {

  /** In code order; the escape itself, at 0x1B, is no character. */
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String ESCAPED = "\f^{}\\[~]|€";

  private GsmAlphabet() {}

  /** How many septets a UTF-16 unit takes: 1, 2, or 0 where it is not in the alphabet. */
  static int septets(char unit) {
    if (BASIC.indexOf(unit) >= 0) {
      return 1;
    }
    return ESCAPED.indexOf(unit) >= 0 ? 2 : 0;
  }
}
