package io.batuta.conversation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply as the reader sees it: lower case, no accents, no stretched letters, cut into clauses.
 * The original is kept elsewhere.
 *
 * @param clauses in order, each of words, numbers and currency signs with single spaces between
 */
record FoldedText(List<Clause> clauses) {

  /** One clause, and whether it is asked rather than said. */
  record Clause(String text, boolean question) {}

  /**
   * An accent that tells "I paid" from "that one pay": kept as a word of its own before accents go.
   */
  static final String I_PAID = "hepagadoyo";

  private static final int MOST_CHARACTERS = 1_000;
  private static final Pattern PAST =
      Pattern.compile(
          "\\b(pagu|cancel|deposit|consign|abon|gir)é(?![a-zé])|\\btransferí(?![a-zé])");
  private static final Pattern STRETCHED = Pattern.compile("([a-z])\\1{2,}");
  private static final Pattern SOLES = Pattern.compile("\\b([sb])/\\.");

  /** A sign ends a clause, unless it stands within a number; so do "but" and "and". */
  private static final Pattern END =
      Pattern.compile(
          "[,.:](?!\\d)|(?<!\\d)[,.:]|[;!?\\n]|\\s[-–]\\s|\\b(?:pero|sino|y|but|and)\\b");

  FoldedText {
    clauses = List.copyOf(clauses);
  }

  static FoldedText of(String original) {
    String text = original.substring(0, Math.min(original.length(), MOST_CHARACTERS));
    text = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    text = PAST.matcher(text).replaceAll(I_PAID);
    text = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    text = text.replaceAll("['’`´]", "");
    text = STRETCHED.matcher(text).replaceAll("$1");
    return new FoldedText(clauses(SOLES.matcher(text).replaceAll("$1/")));
  }

  /** All that is said (asked or not) as one line. */
  String whole() {
    return String.join(" ", clauses.stream().map(Clause::text).toList());
  }

  private static List<Clause> clauses(String text) {
    List<Clause> clauses = new ArrayList<>();
    Matcher end = END.matcher(text);
    int from = 0;
    while (end.find()) {
      add(clauses, text.substring(from, end.start()), end.group().equals("?"));
      from = end.end();
    }
    add(clauses, text.substring(from), false);
    return clauses;
  }

  private static void add(List<Clause> clauses, String text, boolean asked) {
    String words = text.replaceAll("[^a-z0-9$/.,:-]+", " ").strip();
    if (!words.isEmpty()) {
      clauses.add(new Clause(words, asked || text.contains("¿")));
    }
  }
}
