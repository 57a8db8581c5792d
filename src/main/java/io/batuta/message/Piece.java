package io.batuta.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A template's text, cut: what stands as it is, what stands for a value, and what is wrong. One
 * pass from left to right; a value is never read again, so a name with braces in it stays a name.
 */
sealed interface Piece {

  record Literal(String text) implements Piece {}

  record Value(Parameter parameter) implements Piece {}

  record Wrong(TemplateFault fault) implements Piece {}

  static List<Piece> cut(String text) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("{{", at);
      int stray = text.indexOf("}}", at);
      if (stray >= 0 && (open < 0 || stray < open)) {
        pieces.add(new Literal(text.substring(at, stray)));
        pieces.add(wrong(stray, 2, "}} without {{ before it"));
        at = stray + 2;
      } else if (open < 0) {
        pieces.add(new Literal(text.substring(at)));
        at = text.length();
      } else {
        pieces.add(new Literal(text.substring(at, open)));
        at = parameter(text, open, pieces);
      }
    }
    return pieces;
  }

  /** Reads one pair of braces; answers where the text goes on. */
  private static int parameter(String text, int open, List<Piece> pieces) {
    int close = text.indexOf("}}", open);
    if (close < 0) {
      pieces.add(wrong(open, text.length() - open, "{{ without }} after it"));
      return text.length();
    }
    String tag = text.substring(open + 2, close).strip();
    int end = close + 2;
    pieces.add(
        Parameter.ofTag(tag)
            .<Piece>map(Value::new)
            .orElseGet(
                () ->
                    wrong(
                        open,
                        end - open,
                        "unknown parameter " + tag + "; known are " + Parameter.all())));
    return end;
  }

  private static Wrong wrong(int position, int length, String message) {
    return new Wrong(new TemplateFault(TemplateFault.Field.BODY, position, length, message));
  }
}
