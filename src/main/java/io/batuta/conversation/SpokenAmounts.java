package io.batuta.conversation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The amount that somebody means, in the currency of the debt: "50 mil", "$50.000", "2 millones". A
 * number without any sign of money is one only where it is too large for anything else. Two amounts
 * are none: which one is a person's question.
 */
final class SpokenAmounts {

  /**
   * Where a dot groups thousands and a comma begins decimals; elsewhere it is the other way round.
   */
  private static final Set<String> DOT_GROUPS =
      Set.of("CO", "CL", "AR", "ES", "BR", "UY", "PY", "VE");

  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("diez", 10),
          Map.entry("quince", 15),
          Map.entry("veinte", 20),
          Map.entry("treinta", 30),
          Map.entry("cuarenta", 40),
          Map.entry("cincuenta", 50),
          Map.entry("sesenta", 60),
          Map.entry("setenta", 70),
          Map.entry("ochenta", 80),
          Map.entry("noventa", 90),
          Map.entry("cien", 100),
          Map.entry("doscientos", 200),
          Map.entry("trescientos", 300),
          Map.entry("cuatrocientos", 400),
          Map.entry("quinientos", 500),
          Map.entry("un", 1),
          Map.entry("dos", 2),
          Map.entry("tres", 3));

  private static final Pattern AMOUNT =
      Pattern.compile(
          "(us\\$|\\$|s/|b/|cop|mxn|pen|usd|clp)? ?(?<![\\d.,])(\\d[\\d.,]*)(?: ?(mil|k|lucas?|millon(?:es)?|palos?))?(?: (pesos?|soles?|dolares?|dollars?))?(?![\\d/a-z])");
  private static final Pattern WORDED =
      Pattern.compile(
          "\\b(" + String.join("|", WORDS.keySet()) + ") (mil|lucas|millon(?:es)?|palos?)\\b");

  private SpokenAmounts() {}

  static @Nullable BigDecimal find(String text, String country) {
    TreeSet<BigDecimal> found = new TreeSet<>();
    Matcher digits = AMOUNT.matcher(text);
    while (digits.find()) {
      BigDecimal amount = amount(digits, country);
      if (amount != null) {
        found.add(amount);
      }
    }
    Matcher words = WORDED.matcher(text);
    while (words.find()) {
      found.add(
          scale(words.group(2))
              .multiply(BigDecimal.valueOf(WORDS.getOrDefault(words.group(1), 0))));
    }
    return found.size() == 1 ? found.first() : null;
  }

  private static @Nullable BigDecimal amount(Matcher match, String country) {
    String digits = match.group(2).replaceAll("[.,]+$", "");
    boolean money = match.group(1) != null || match.group(3) != null || match.group(4) != null;
    boolean grouped = digits.matches("\\d{1,3}([.,]\\d{3})+([.,]\\d{1,2})?");
    int fewest = DOT_GROUPS.contains(country) ? 4 : 3;
    boolean plain = digits.matches("\\d{" + fewest + ",8}");
    if (!money && !grouped && !plain) {
      return null;
    }
    BigDecimal number = number(digits, country);
    if (number == null) {
      return null;
    }
    BigDecimal amount = match.group(3) == null ? number : number.multiply(scale(match.group(3)));
    boolean sane = amount.signum() > 0 && amount.compareTo(BigDecimal.TEN.pow(12)) < 0;
    return sane ? amount : null;
  }

  /**
   * One separator followed by exactly three digits is decided by the country; else by its place.
   */
  private static @Nullable BigDecimal number(String digits, String country) {
    char group = DOT_GROUPS.contains(country) ? '.' : ',';
    char decimal = group == '.' ? ',' : '.';
    long separators = digits.chars().filter(c -> c == '.' || c == ',').count();
    String plain;
    if (separators == 1 && !digits.matches("\\d+[.,]\\d{3}")) {
      plain = digits.replace(',', '.');
    } else if (digits.matches("\\d{1,3}(,\\d{3})+(\\.\\d+)?") && separators > 1) {
      plain = digits.replace(",", "");
    } else if (digits.matches("\\d{1,3}(\\.\\d{3})+(,\\d+)?") && separators > 1) {
      plain = digits.replace(".", "").replace(',', '.');
    } else {
      plain = digits.replace(String.valueOf(group), "").replace(decimal, '.');
    }
    return plain.matches("\\d{1,13}(\\.\\d{1,4})?") ? new BigDecimal(plain) : null;
  }

  private static BigDecimal scale(String word) {
    boolean millions = word.startsWith("millon") || word.startsWith("palo");
    return BigDecimal.valueOf(millions ? 1_000_000 : 1_000);
  }
}
