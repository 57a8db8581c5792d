package io.batuta.message;

/**
 * What a text costs as an SMS: providers bill by part. Counted as GSM 03.38 and 03.40 have it; a
 * provider may cut otherwise (Amazon SNS at words), so what was billed is told by its event.
 *
 * @param units septets, escapes included, or UTF-16 units
 * @param parts at least 1
 */
public record SmsParts(Encoding encoding, int units, int parts) {

  /** How the characters are sent. One character outside of GSM makes the whole text UCS-2. */
  public enum Encoding {
    GSM_7(160, 153),
    UCS_2(70, 67);

    private final int single;
    private final int each;

    Encoding(int single, int each) {
      this.single = single;
      this.each = each;
    }
  }

  public static SmsParts count(String text) {
    Encoding encoding = text.chars().allMatch(SmsParts::isGsm) ? Encoding.GSM_7 : Encoding.UCS_2;
    int units = 0;
    for (int at = 0; at < text.length(); at += length(text, at, encoding)) {
      units += size(text, at, encoding);
    }
    return new SmsParts(
        encoding, units, units <= encoding.single ? 1 : cut(text, encoding, encoding.each));
  }

  /** A part takes whole characters: an escape or a surrogate pair that does not fit goes on. */
  private static int cut(String text, Encoding encoding, int room) {
    int parts = 1;
    int used = 0;
    for (int at = 0; at < text.length(); at += length(text, at, encoding)) {
      int size = size(text, at, encoding);
      if (used + size > room) {
        parts++;
        used = 0;
      }
      used += size;
    }
    return parts;
  }

  /** Units that the character at this place takes. */
  private static int size(String text, int at, Encoding encoding) {
    return encoding == Encoding.GSM_7
        ? GsmAlphabet.septets(text.charAt(at))
        : length(text, at, encoding);
  }

  /** UTF-16 units from this character to the next. */
  private static int length(String text, int at, Encoding encoding) {
    return encoding == Encoding.GSM_7 ? 1 : Character.charCount(text.codePointAt(at));
  }

  private static boolean isGsm(int unit) {
    return GsmAlphabet.septets((char) unit) > 0;
  }
}
