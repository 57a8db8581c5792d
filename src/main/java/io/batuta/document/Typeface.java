package io.batuta.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * One of the fonts that every PDF reader has, with the signs of Windows-1252: Spanish, Portuguese
 * and English whole. A sign that is not among them loses its accent, or becomes a question mark.
 */
enum Typeface {
  REGULAR("Helvetica"),
  BOLD("Helvetica-Bold");

  private static final int FIRST = 32;

  /**
   * Windows-1252 from 0x80 to 0x9F; the rest is as in Latin-1. A space stands where it has none.
   */
  private static final String UPPER = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

  private final String font;
  private final int[] widths;

  Typeface(String font) {
    this.font = font;
    this.widths =
        Arrays.stream(Metrics.ALL.getProperty(name()).split(" "))
            .mapToInt(Integer::parseInt)
            .toArray();
  }

  private static final class Metrics {
    private static final Properties ALL = read();

    private static Properties read() {
      Properties all = new Properties();
      try (InputStream in = Typeface.class.getResourceAsStream("widths.properties")) {
        if (in == null) {
          throw new IllegalStateException("no widths.properties");
        }
        all.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        return all;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  String font() {
    return font;
  }

  /** In points. */
  double width(String text, double size) {
    long thousandths = 0;
    for (byte sign : encoded(text)) {
      thousandths += widths[(sign & 0xff) - FIRST];
    }
    return thousandths * size / 1000;
  }

  /** The text in lines no wider than that; a word that is wider is broken wherever it must. */
  List<String> lines(String text, double size, double width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ", -1)) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (width(longer, size) <= width) {
          line.replace(0, line.length(), longer);
          continue;
        }
        if (!line.isEmpty()) {
          lines.add(line.toString());
        }
        line.replace(0, line.length(), broken(word, size, width, lines));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Adds whole lines of a word that is too wide, and answers what is left of it. */
  private String broken(String word, double size, double width, List<String> lines) {
    String rest = word;
    while (width(rest, size) > width && rest.length() > 1) {
      int fits = 1;
      while (fits < rest.length() && width(rest.substring(0, fits + 1), size) <= width) {
        fits++;
      }
      lines.add(rest.substring(0, fits));
      rest = rest.substring(fits);
    }
    return rest;
  }

  /** As a PDF writes it: in parentheses, what is not plain as octal. */
  String literal(String text) {
    StringBuilder literal = new StringBuilder("(");
    for (byte sign : encoded(text)) {
      int code = sign & 0xff;
      if (code == '(' || code == ')' || code == '\\') {
        literal.append('\\').append((char) code);
      } else if (code < 127) {
        literal.append((char) code);
      } else {
        literal.append('\\').append(Integer.toOctalString(code));
      }
    }
    return literal.append(')').toString();
  }

  private static byte[] encoded(String text) {
    byte[] signs = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      signs[length++] = (byte) code(text.charAt(i));
    }
    return Arrays.copyOf(signs, length);
  }

  private static int code(char sign) {
    if (sign >= FIRST && sign < 127 || sign >= 0xa0 && sign <= 0xff) {
      return sign;
    }
    int upper = sign == ' ' ? -1 : UPPER.indexOf(sign);
    if (upper >= 0) {
      return 0x80 + upper;
    }
    char plain = Normalizer.normalize(String.valueOf(sign), Normalizer.Form.NFD).charAt(0);
    return plain >= FIRST && plain < 127 ? plain : '?';
  }
}
