package io.batuta.segment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Looks at each word of a rule before the parser does. The parser reads all of SQL: it skips
 * comments without a word, and some of what it knows makes it slow or deep. What a rule cannot
 * contain is refused here, where its place is known, so that the parser only ever sees a short and
 * shallow text of plain words.
 */
final class RuleScanner {

  private static final String SUB_SELECT = "a sub-select is not allowed in a rule";

  private static final Map<String, String> FORBIDDEN =
      Map.ofEntries(
          Map.entry("SELECT", SUB_SELECT),
          Map.entry("WITH", SUB_SELECT),
          Map.entry("VALUES", SUB_SELECT),
          Map.entry("EXISTS", SUB_SELECT),
          Map.entry("FROM", SUB_SELECT),
          Map.entry("UNION", SUB_SELECT),
          Map.entry("CASE", "CASE is not allowed in a rule; write AND, OR and NOT"),
          Map.entry("CAST", "a cast is not allowed in a rule; the catalogue says a fact's type"),
          Map.entry("INTERVAL", "INTERVAL is not allowed in a rule; write TODAY - 30"),
          Map.entry("ANY", "ANY is not allowed in a rule; write IN"),
          Map.entry("SOME", "SOME is not allowed in a rule; write IN"),
          Map.entry("ALL", "ALL is not allowed in a rule; write AND"),
          Map.entry("XOR", "XOR is not allowed in a rule; write AND, OR and NOT"),
          Map.entry("ILIKE", "ILIKE is not allowed in a rule; write LIKE"),
          Map.entry("RLIKE", "regular expressions are not allowed in a rule; write LIKE"),
          Map.entry("REGEXP", "regular expressions are not allowed in a rule; write LIKE"),
          Map.entry("SIMILAR", "regular expressions are not allowed in a rule; write LIKE"));

  private static final Set<String> BEFORE_PARENTHESIS =
      Set.of("AND", "OR", "NOT", "IN", "LIKE", "BETWEEN");

  private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");

  private final String text;
  private final StringBuilder forParser;
  private final Deque<Integer> open = new ArrayDeque<>();
  private int at;
  private int notsInARow;
  private boolean afterSign;

  private RuleScanner(String text) {
    this.text = text;
    this.forParser = new StringBuilder(text);
  }

  /**
   * The text for the parser: as long as the rule, every word at its place, with the dot of {@code
   * attribute.group} written {@code _} so that a column may be called like a word of SQL.
   *
   * @throws RefusedRule if it holds what no rule can
   */
  static String scan(String text) {
    if (text.isBlank()) {
      throw new RefusedRule("the rule is empty", 0, text.length());
    }
    if (text.length() > Rule.MAX_LENGTH) {
      throw new RefusedRule(
          "a rule has at most 4000 characters; this one has " + text.length(),
          Rule.MAX_LENGTH,
          text.length() - Rule.MAX_LENGTH);
    }
    return new RuleScanner(text).scan();
  }

  private String scan() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
        continue;
      }
      boolean sign = c == '+' || c == '-';
      if (isWordStart(c)) {
        word();
      } else if (isDigit(c)) {
        number();
      } else if (c == '\'') {
        quoted();
      } else {
        symbol(c);
      }
      afterSign = sign;
    }
    if (!open.isEmpty()) {
      throw refused("this parenthesis is never closed", open.element(), 1);
    }
    return forParser.toString();
  }

  private void word() {
    int start = at;
    while (isWordPart(peek(0)) || (peek(0) == '.' && isWordPart(peek(1)))) {
      if (peek(0) == '.') {
        forParser.setCharAt(at, '_');
      }
      at++;
    }
    String word = text.substring(start, at);
    String upper = word.toUpperCase(Locale.ROOT);
    String forbidden = FORBIDDEN.get(upper);
    if (forbidden != null) {
      throw refused(forbidden, start, word.length());
    }
    if (peek(0) == '\'' && !upper.equals("DATE")) {
      throw refused("a quoted text has nothing before its quote", start, word.length());
    }
    if (next() == '(' && !BEFORE_PARENTHESIS.contains(upper)) {
      throw refused("functions are not allowed in a rule: " + word, start, word.length());
    }
    notsInARow = upper.equals("NOT") ? notsInARow + 1 : 0;
    if (notsInARow > Rule.MAX_NESTING) {
      throw tooDeep(start, word.length());
    }
  }

  private void number() {
    int start = at;
    while (isWordPart(peek(0)) || peek(0) == '.') {
      at++;
    }
    String number = text.substring(start, at);
    if (!number.matches("[0-9]+([.][0-9]+)?")) {
      throw refused(
          "'" + number + "' is not a number; write 1250 or 1250.50", start, number.length());
    }
    if (!number.matches("[0-9]{1,18}([.][0-9]{1,6})?")) {
      throw refused(
          "a number has at most 18 digits and 6 decimals: " + number, start, number.length());
    }
  }

  private void quoted() {
    int start = at++;
    while (peek(0) != '\'' || peek(1) == '\'') {
      if (at >= text.length()) {
        throw refused(
            "this text is never closed; a quote inside is written twice", start, at - start);
      }
      at += peek(0) == '\'' ? 2 : character();
    }
    at++;
    if (next() == '\'') {
      throw refused(
          "two texts side by side; a quote inside a text is written twice", start, at - start);
    }
  }

  /** How long the letter here is; Postgres holds neither a NUL nor half a letter. */
  private int character() {
    char c = text.charAt(at);
    if (c == 0 || Character.isLowSurrogate(c)) {
      throw refused("this is not a letter that text can hold", at, 1);
    }
    if (!Character.isHighSurrogate(c)) {
      return 1;
    }
    if (!Character.isLowSurrogate(peek(1))) {
      throw refused("this is not a letter that text can hold", at, 1);
    }
    return 2;
  }

  private void symbol(char c) {
    if ((c == '-' && peek(1) == '-') || (c == '/' && peek(1) == '*')) {
      throw refused("comments are not allowed in a rule", at, 2);
    }
    if (c == '=' || c == '<' || c == '>' || c == '!') {
      comparison();
      return;
    }
    switch (c) {
      case '(' -> {
        open.push(at);
        if (open.size() > Rule.MAX_NESTING) {
          throw tooDeep(at, 1);
        }
      }
      case ')' -> {
        if (open.poll() == null) {
          throw refused("this parenthesis was never opened", at, 1);
        }
      }
      case ',' -> {}
      case '+', '-' -> {
        if (afterSign) {
          throw refused("one sign is enough", at, 1);
        }
      }
      default -> throw strange(c);
    }
    at++;
  }

  private void comparison() {
    int start = at;
    while ("=<>!".indexOf(peek(0)) >= 0) {
      at++;
    }
    String written = text.substring(start, at);
    if (!COMPARISONS.contains(written)) {
      throw refused(
          "'" + written + "' is no comparison; write one of = <> < <= > >=",
          start,
          written.length());
    }
  }

  private RefusedRule strange(char c) {
    int length = Character.isHighSurrogate(c) && Character.isLowSurrogate(peek(1)) ? 2 : 1;
    String written = text.substring(at, at + length);
    String message =
        switch (c) {
          case ';' -> "a semicolon is not allowed; a rule is one condition";
          case '"', '`', '[', ']' ->
              "'"
                  + written
                  + "' is not allowed; a fact has no quotes, a text has single ones: 'Cali'";
          case '?', ':', '$', '@' ->
              "'" + written + "' is not allowed; parameters and casts have no place in a rule";
          case '*', '/', '%', '|', '^', '&' ->
              "'" + written + "' is not allowed; a rule compares facts and does not calculate";
          case '~' -> "regular expressions are not allowed in a rule; write LIKE";
          default ->
              Character.isISOControl(c) || Character.isSpaceChar(c) || Character.isSurrogate(c)
                  ? String.format("the character U+%04X is not allowed", text.codePointAt(at))
                  : "'" + written + "' is not allowed in a rule";
        };
    return refused(message, at, length);
  }

  private static RefusedRule tooDeep(int position, int length) {
    return refused("a rule is nested at most " + Rule.MAX_NESTING + " deep", position, length);
  }

  private static RefusedRule refused(String message, int position, int length) {
    return new RefusedRule(message, position, length);
  }

  /** The next character that is no blank; 0 at the end. */
  private char next() {
    int ahead = 0;
    while (Character.isWhitespace(peek(ahead))) {
      ahead++;
    }
    return peek(ahead);
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private static boolean isWordStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
