package io.batuta.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;

/** What a PDF of ours says, page by page, read by another way than it was written. */
public final class PdfText {

  private static final Pattern STREAM =
      Pattern.compile("/Length (\\d+) /Filter /FlateDecode >>\nstream\n");
  private static final Pattern SHOWN = Pattern.compile("\\(((?:\\\\.|[^()\\\\])*)\\) Tj");
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private PdfText() {}

  /** A text a page: body and foot, a line for each that is shown. */
  public static List<String> pages(byte[] pdf) throws Exception {
    String raw = new String(pdf, StandardCharsets.ISO_8859_1);
    List<String> parts = new ArrayList<>();
    Matcher stream = STREAM.matcher(raw);
    while (stream.find()) {
      parts.add(shown(inflated(pdf, stream.end(), Integer.parseInt(stream.group(1)))));
    }
    List<String> pages = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += 2) {
      pages.add(parts.get(i) + parts.get(i + 1));
    }
    return pages;
  }

  /** All of it in one line, so that a sentence is found however it was broken. */
  public static String of(byte[] pdf) throws Exception {
    return String.join(" ", pages(pdf)).replaceAll("\\s+", " ");
  }

  private static String inflated(byte[] pdf, int from, int length) throws Exception {
    Inflater inflater = new Inflater();
    inflater.setInput(pdf, from, length);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    while (!inflater.finished()) {
      text.write(some, 0, inflater.inflate(some));
    }
    inflater.end();
    return text.toString(StandardCharsets.ISO_8859_1);
  }

  private static String shown(String content) {
    StringBuilder text = new StringBuilder();
    Matcher shown = SHOWN.matcher(content);
    while (shown.find()) {
      text.append(unescaped(shown.group(1))).append('\n');
    }
    return text.toString();
  }

  private static String unescaped(String literal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < literal.length(); i++) {
      char sign = literal.charAt(i);
      if (sign != '\\') {
        bytes.write(sign);
      } else if (Character.isDigit(literal.charAt(i + 1))) {
        bytes.write(Integer.parseInt(literal.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        bytes.write(literal.charAt(++i));
      }
    }
    return bytes.toString(WINDOWS_1252);
  }
}
