package io.batuta.message;

import java.text.Normalizer;

/**
 * Writes a text with the characters that an SMS has at seven bits, where one serves as well: á for
 * a, a straight quote for a curly one. Never ñ for n: {@code año} is another word without it.
 */
public final class Transliteration {

  private Transliteration() {}

  /**
   * The text, each character outside of the alphabet replaced where something serves. What nothing
   * serves for (an emoji, another script) stays, and the text is then no GSM text still.
   */
  public static String toGsm(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder plain = new StringBuilder(composed.length());
    composed.codePoints().forEach(character -> plain.append(plainest(character)));
    return plain.toString();
  }

  private static String plainest(int character) {
    String itself = Character.toString(character);
    if (isGsm(itself)) {
      return itself;
    }
    String sign = sign(character);
    if (isGsm(sign)) {
      return sign;
    }
    String base = Normalizer.normalize(itself, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
    return isGsm(base) ? base : itself;
  }

  /** Signs that word processors write for those on the keys; empty where there is none. */
  private static String sign(int character) {
    return switch (character) {
      case '\u2018', '\u2019', '\u201A', '\u00B4', '`', '\u2032' -> "'";
      case '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB', '\u2033' -> "\"";
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\u2022' -> "-";
      case '\u2026' -> "...";
      case '\t', '\u00A0', '\u2007', '\u2009', '\u202F' -> " ";
      case '\u00B0', '\u00BA' -> "o";
      case '\u00AA' -> "a";
      default -> "";
    };
  }

  private static boolean isGsm(String text) {
    return !text.isEmpty() && text.chars().allMatch(unit -> GsmAlphabet.septets((char) unit) > 0);
  }
}
