package io.batuta.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever is written, it is a rule or a refusal, and a rule never gets into its statement. */
class RuleFuzzTest {

  private static final Creditor BANK =
      new Creditor(
          new CreditorId(1),
          "bank",
          "Bank",
          "CO",
          null,
          Currency.getInstance("COP"),
          ZoneId.of("America/Bogota"),
          "SFC",
          true);

  private static final List<String> PIECES =
      List.of(
          "age",
          "days_past_due",
          "region",
          "balance",
          "has_email",
          "due_date",
          "attribute.x9z",
          "AND",
          "OR",
          "NOT",
          "IN",
          "LIKE",
          "BETWEEN",
          "IS",
          "NULL",
          "TRUE",
          "TODAY",
          "DATE",
          "(",
          ")",
          ",",
          "=",
          "<>",
          "<",
          ">=",
          "-",
          "+",
          "7919",
          "31.5",
          "'zq7'",
          "''",
          "'it''s'",
          "'2026-01-31'",
          ";",
          "--",
          "/*",
          "*/",
          "\"",
          "'",
          "\\",
          "$1",
          "::",
          "SELECT",
          "pg_sleep(1)",
          "ñ",
          "😀",
          "\0",
          "\n",
          "\t",
          ".",
          "..",
          "?",
          "||",
          "%",
          "CASE",
          "WHEN",
          "END",
          "ANY");

  private static final List<String> RULES =
      List.of(
          "days_past_due BETWEEN 7919 AND 31 AND NOT has_open_promise",
          "region IN ('zq7', 'it''s') OR (balance > 7919.5 AND attribute.x9z = 'zq7')",
          "promise_due_on <= TODAY + 2 AND city LIKE 'zq7%' AND has_email",
          "NOT (attribute.x9z >= 7919 OR due_date < DATE '2026-01-31' OR sex IS NULL)");

  /** What the generated part may consist of once the catalogue's own words are taken away. */
  private static final Pattern SKELETON =
      Pattern.compile(
          "(?:\\$[0-9]+::(?:text|int8|numeric|date|boolean)(?:\\[\\])?|AND|OR|NOT|IS|TRUE|NULL|BETWEEN|LIKE|ANY|ALL"
              + "|FACT|[()=<> ])*");

  @Test
  void random_words_are_read_or_refused_and_never_more() {
    Random random = new Random(20261123);
    int read = 0;
    for (int i = 0; i < 1_000; i++) {
      int words = 1 + random.nextInt(14);
      String rule =
          random
              .ints(words, 0, PIECES.size())
              .mapToObj(PIECES::get)
              .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
      read += check(rule) ? 1 : 0;
    }
    assertTrue(read > 0, "not one of them was a rule");
  }

  @Test
  void a_rule_with_something_changed_is_read_or_refused_and_never_more() {
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 2_000; i++) {
      StringBuilder rule = new StringBuilder(RULES.get(random.nextInt(RULES.size())));
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(rule.length());
        switch (random.nextInt(4)) {
          case 0 -> rule.deleteCharAt(at);
          case 1 -> rule.insert(at, PIECES.get(random.nextInt(PIECES.size())));
          case 2 -> rule.setCharAt(at, (char) random.nextInt(0x250));
          default -> rule.insert(at, (char) random.nextInt(0x10000));
        }
      }
      read += check(rule.toString()) ? 1 : 0;
    }
    assertTrue(read > 50, "only " + read + " were rules");
  }

  /** Whether it was a rule. */
  private static boolean check(String text) {
    switch (Rule.parse(text)) {
      case BadRule bad -> {
        assertTrue(!bad.message().isBlank(), text);
        assertTrue(
            bad.position() >= 0
                && bad.length() >= 0
                && bad.position() + bad.length() <= text.length(),
            () -> text + " → " + bad);
        return false;
      }
      case Rule rule -> {
        Bindings bindings = new Bindings();
        String sql =
            new ConditionSql(BANK, LocalDate.parse("2026-11-23"), bindings).of(rule.condition());
        assertOnlyBound(sql, bindings, text);
        return true;
      }
    }
  }

  private static void assertOnlyBound(String sql, Bindings bindings, String rule) {
    Set<Integer> named = new TreeSet<>();
    Matcher argument = Pattern.compile("\\$([0-9]+)").matcher(sql);
    while (argument.find()) {
      named.add(Integer.parseInt(argument.group(1)));
    }
    assertEquals(bindings.size(), named.size(), rule);
    String rest = sql;
    for (Fact fact : FactCatalogue.all()) {
      rest = rest.replace(fact.sql(), "FACT");
    }
    rest =
        rest.replace("(d.attributes ->> ", "(")
            .replaceAll("~ '\\^[^']*\\$'", "")
            .replaceAll("pg_input_is_valid\\((\\([^)]*\\)), 'date'\\)", "$1")
            .replaceAll("\\)::(numeric|date)", ")")
            .replaceAll("CASE WHEN|THEN|END", "");
    assertTrue(SKELETON.matcher(rest).matches(), rule + " → " + rest);
  }
}
