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

  /** Septets by UTF-16 unit, up to the highest that is in the alphabet: the euro sign. */
  private static final byte[] SEPTETS = septets();

  private static byte[] septets() {
    byte[] septets = new byte['€' + 1];
    BASIC.chars().forEach(unit -> septets[unit] = 1);
    ESCAPED.chars().forEach(unit -> septets[unit] = 2);
    return septets;
  }

  /** How many septets a UTF-16 unit takes: 1, 2, or 0 where it is not in the alphabet. */
  static int septets(char unit) {
    return unit < SEPTETS.length ? SEPTETS[unit] : 0;
  }

  /** Whether the whole text is in the alphabet. */
  static boolean writes(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (septets(text.charAt(at)) == 0) {
        return false;
      }
    }
    return true;
  }
}
