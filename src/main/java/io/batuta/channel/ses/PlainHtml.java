package io.batuta.channel.ses;

/** The same words as HTML, and nothing more: no picture, no script, no tracking of our own. */
final class PlainHtml {

  private PlainHtml() {}

  /** Paragraphs where an empty line was, line breaks where a line ended. */
  static String of(String text) {
    StringBuilder html =
        new StringBuilder("<!doctype html><html><head><meta charset=\"utf-8\"></head><body>");
    for (String paragraph : text.strip().split("\\R{2,}")) {
      html.append("<p>").append(escaped(paragraph).replaceAll("\\R", "<br>")).append("</p>");
    }
    return html.append("</body></html>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
