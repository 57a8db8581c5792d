package io.batuta.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleTest {

  /** The words between « and » are what the refusal must point at. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // unknown facts
        "«days_pastdue» > 5 | unknown fact days_pastdue; did you mean days_past_due?",
        "age > 5 AND «balanse» > 3 | unknown fact balanse; did you mean balance?",
        "«DAYS_PAST_DEU» > 5 | unknown fact DAYS_PAST_DEU; did you mean days_past_due?",
        "«zzz» = 1 | unknown fact zzz; the catalogue of facts lists what a rule may ask",
        "«debtor.age» > 5 | unknown fact debtor.age; the catalogue of facts lists what a rule may ask",
        "«public.debtor.age» > 5 | unknown fact public.debtor.age",
        "«atribute.branch» = 'x' | unknown fact atribute.branch",
        "«attribute» = 'x' | an attribute has a column: attribute.branch",
        "«attribute_branch» = 'x' | unknown fact attribute_branch",
        "«attribute.a.b» = 'x' | unknown fact attribute.a.b",
        "«name» = 'Ana' | name says who somebody is and is never a fact",
        "«document» IS NULL | document says who somebody is and is never a fact",
        "«email» LIKE '%@x.com' | email says who somebody is and is never a fact",
        "«current_user» = 'x' | unknown fact current_user",
        // types
        "days_past_due > «'30'» | days_past_due is a number; '30' is text",
        "balance > «'abc'» | balance is an amount of money; 'abc' is text",
        "region BETWEEN «-5» AND -1 | region is text; -5 is a number",
        "due_date BETWEEN TODAY AND «-1» | due_date is a date; -1 is a number",
        "region = «5» | region is text; 5 is a number",
        "region IN ('A', «5») | region is text; 5 is a number",
        "has_email = «1» | has_email is true or false; 1 is a number",
        "age = «TRUE» | age is a number; TRUE is true or false",
        "age > «TODAY - 3» | age is a number; TODAY - 3 is a date",
        "due_date > «5» | due_date is a date; 5 is a number",
        "due_date > «'soon'» | a date is written '2026-01-31' or TODAY - 30, not 'soon'",
        "due_date > «'31/01/2026'» | a date is written",
        "due_date > «'2026-02-30'» | there is no such day: 2026-02-30",
        "due_date > «DATE '2026-13-01'» | there is no such day: 2026-13-01",
        "attribute.score IN (1, «'a'») | attribute.score is a number; 'a' is text",
        "attribute.score IN ('a', «1») | attribute.score is text; 1 is a number",
        "attribute.score BETWEEN 1 AND «TODAY» | attribute.score is a number; TODAY is a date",
        "attribute.vip = «TRUE» | attribute.vip is text, a number or a date",
        "«region» > 'M' | region is read as text, which has no order",
        "«attribute.score» > '600' | attribute.score is read as text, which has no order",
        "«region» BETWEEN 'A' AND 'B' | region is read as text, which has no order",
        "«has_email» < TRUE | has_email is read as true or false, which has no order",
        "age LIKE «'4%'» | age is a number; '4%' is text",
        "«attribute.score» LIKE 4 | attribute.score is a number; LIKE is for text",
        "region LIKE «'x\\'» | a pattern does not end in one backslash",
        "«age» | age is a number and says nothing alone; compare it",
        "NOT «region» | region is text and says nothing alone",
        "«attribute.vip» | attribute.vip is text and says nothing alone",
        // constants
        "region = «Bogota» | a constant belongs here; text stands in single quotes: 'Bogota'",
        "balance > «principal» | a fact is compared with a constant, not with another fact: principal",
        "region = «NULL» | nothing equals NULL; write IS NULL or IS NOT NULL",
        "«1 = 1» | no fact is compared here",
        "age > 3 OR «1=1» | no fact is compared here",
        "«'a' = 'a'» | no fact is compared here",
        "«TODAY = TODAY» | no fact is compared here",
        "«TRUE» | this is no condition",
        "«'x'» | this is no condition",
        "«(age, sex)» = 1 | a constant belongs here, not '(age, sex)'",
        "«(age > 3, sex = 'F')» | this is no condition",
        "age > «1e5» | '1e5' is not a number",
        "age > «0x1F» | '0x1F' is not a number",
        "age > «5.» | '5.' is not a number",
        "age > «.»5 | '.' is not allowed",
        "age > «1.2.3» | '1.2.3' is not a number",
        "age > «1234567890123456789» | a number has at most 18 digits",
        "age > - «-» 3 | one sign is enough",
        "due_date < TODAY - «36501» | at most 36500 days from TODAY",
        // calculation, functions, sub-selects
        "«age + 1» > 5 | a rule does not calculate",
        "age > «5 + 1» | a rule does not calculate",
        "age «*» 2 > 5 | '*' is not allowed; a rule compares facts and does not calculate",
        "due_date > «TODAY - 1 - 1» | a rule does not calculate",
        "due_date > «TODAY - 1.5» | a rule does not calculate",
        "«lower»(region) = 'x' | functions are not allowed in a rule: lower",
        "«pg_sleep» (10) IS NULL | functions are not allowed in a rule: pg_sleep",
        "age > 3 AND «foo.bar»(1) | functions are not allowed in a rule: foo.bar",
        "«age»(+) = 1 | functions are not allowed in a rule: age",
        "age IN («SELECT» 1) | a sub-select is not allowed in a rule",
        "«EXISTS» (SELECT 1) | a sub-select is not allowed in a rule",
        "age = («select» max(age) from debtor) | a sub-select is not allowed in a rule",
        "«CASE» WHEN age > 3 THEN TRUE END | CASE is not allowed",
        "«CAST»(age AS text) = '3' | a cast is not allowed",
        "age«:»:text = '3' | ':' is not allowed",
        "due_date > TODAY - «INTERVAL» '1 day' | INTERVAL is not allowed in a rule; write TODAY - 30",
        "age = «ANY»('{1}') | ANY is not allowed in a rule; write IN",
        "age > 3 «XOR» age < 9 | XOR is not allowed",
        "region «ILIKE» 'x' | ILIKE is not allowed in a rule; write LIKE",
        "region «SIMILAR» TO 'x' | regular expressions are not allowed",
        "region «REGEXP» 'x' | regular expressions are not allowed",
        "region «~» 'x' | regular expressions are not allowed",
        "«region LIKE 'x' ESCAPE '!'» | only LIKE with a text is allowed",
        "region = «'x' COLLATE es» | a constant belongs here",
        // what hides
        "age > 3 «--» AND has_email | comments are not allowed in a rule",
        "age > 3 «/*» x *«»/ | comments are not allowed in a rule",
        "age > 3«;» DROP TABLE debtor | a semicolon is not allowed; a rule is one condition",
        "age > 3«;» | a semicolon is not allowed",
        "«\"»age\" > 3 | '\"' is not allowed; a fact has no quotes",
        "region = «\"»Cali\" | '\"' is not allowed",
        "«[»age] > 3 | '[' is not allowed",
        "age > «?» | '?' is not allowed; parameters and casts have no place in a rule",
        "age > «:»p | ':' is not allowed",
        "age > «$»1 | '$' is not allowed",
        "age > «@»p | '@' is not allowed",
        "region = «E»'x' | a quoted text has nothing before its quote",
        "region = «'x'» 'y' | two texts side by side",
        "region = «'x OR 1=1» | this text is never closed",
        "has_email «&»& has_phone | '&' is not allowed",
        "age > 3 «#» x | '#' is not allowed",
        "«¿»age > 3 | '¿' is not allowed",
        // comparisons and shape
        "age «==» 3 | '==' is no comparison",
        "age «<=>» 3 | '<=>' is no comparison",
        "«!»has_email | '!' is no comparison",
        "age >«» | the rule ends too early",
        "age > 3 AND«» | the rule ends too early",
        "age BETWEEN 1«» | the rule ends too early",
        "age > 3 «has_email» | 'has_email' does not fit here",
        "age > 3 «)» | this parenthesis was never opened",
        "«(»age > 3 | this parenthesis is never closed",
        "((age > 3) AND «(»has_email | this parenthesis is never closed",
        "«AND» age > 3 | 'AND' does not fit here",
        "age > 3 AND «AND» has_email | 'AND' does not fit here",
        "«age IN ()» | IN takes a list of constants",
        "age > 3 «LIMIT» 1 | 'LIMIT' does not fit here",
        "age > 3 «UNION» SELECT 1 | a sub-select is not allowed",
        "age > 3 «ORDER» BY 1 | 'ORDER' does not fit here",
      })
  void a_bad_rule_is_refused_at_the_word_that_is_wrong(String marked, String message) {
    int from = marked.indexOf('«');
    String rule = marked.replace("«", "").replace("»", "");
    int length = marked.indexOf('»') - from - 1;
    BadRule bad = assertInstanceOf(BadRule.class, Rule.parse(rule), rule);
    assertEquals(
        rule.substring(from, from + length),
        rule.substring(bad.position(), bad.position() + bad.length()),
        bad.toString());
    assertEquals(from, bad.position(), bad.toString());
    assertTrue(bad.message().startsWith(message), bad + " instead of " + message);
  }

  static Stream<Arguments> beyondBounds() {
    return Stream.of(
        Arguments.of("", 0, 0, "the rule is empty"),
        Arguments.of(" \n\t ", 0, 4, "the rule is empty"),
        Arguments.of("age > 3 " + "OR age > 3 ".repeat(400), 4000, 408, "a rule has at most 4000"),
        Arguments.of("(".repeat(10_000), 4000, 6000, "a rule has at most 4000"),
        Arguments.of(
            "(".repeat(51) + "age > 3" + ")".repeat(51), 50, 1, "a rule is nested at most 50"),
        Arguments.of("NOT ".repeat(51) + "has_email", 200, 3, "a rule is nested at most 50"),
        Arguments.of("age IN (" + "1,".repeat(1000) + "2)", 2008, 1, "a list has at most 1000"),
        Arguments.of("region = 'a\0b'", 11, 1, "this is not a letter that text can hold"),
        Arguments.of("region = 'a\uD83Db'", 11, 1, "this is not a letter that text can hold"),
        Arguments.of("age >\u00A03", 5, 1, "the character U+00A0 is not allowed"),
        Arguments.of("age > 😀", 6, 2, "the character U+1F600 is not allowed"),
        Arguments.of("age >\r\n\tTHREE", 8, 5, "a constant belongs here"));
  }

  @ParameterizedTest
  @MethodSource("beyondBounds")
  void a_rule_has_bounds(String rule, int position, int length, String message) {
    BadRule bad = assertInstanceOf(BadRule.class, Rule.parse(rule));
    assertTrue(bad.message().startsWith(message), bad.toString());
    assertEquals(List.of(position, length), List.of(bad.position(), bad.length()));
  }

  @Test
  void at_its_bounds_a_rule_is_read() {
    for (String rule :
        List.of(
            "(".repeat(50) + "age > 3" + ")".repeat(50),
            "(".repeat(50) + "has_email" + ")".repeat(50),
            "NOT (".repeat(50) + "age > 3" + ")".repeat(50),
            "NOT ".repeat(50) + "has_email",
            "age IN (" + "1,".repeat(999) + "2)",
            "age>3" + " OR age>3".repeat(443),
            "(age=1 AND ".repeat(50) + "age>3" + ")".repeat(50),
            ("(".repeat(50) + "age>3" + ")".repeat(50) + " AND ").repeat(35) + "has_email")) {
      assertInstanceOf(Rule.class, Rule.parse(rule), rule);
    }
  }

  @Test
  void reading_a_rule_starts_no_thread() {
    Rule.parse("age > 3");
    int before = Thread.activeCount();
    for (int i = 0; i < 50; i++) {
      Rule.parse("age > 3 AND region IN ('a', 'b') OR (has_email");
      Rule.parse("(".repeat(10_000));
    }
    assertTrue(Thread.activeCount() <= before, "threads " + Thread.activeCount());
  }

  @Test
  void every_fact_can_be_named_and_its_example_is_a_rule() {
    Stream.concat(FactCatalogue.all().stream(), Stream.of(FactCatalogue.anyAttribute()))
        .forEach(fact -> assertInstanceOf(Rule.class, Rule.parse(fact.example()), fact.example()));
    FactCatalogue.all()
        .forEach(
            fact -> {
              String rule = fact.name().toUpperCase(java.util.Locale.ROOT) + " IS NOT NULL";
              assertInstanceOf(Rule.class, Rule.parse(rule), rule);
            });
  }

  @Test
  void and_binds_tighter_than_or_also_after_a_list() {
    // The parser's release 5.3 read this as: region IN (('A') OR age > 3).
    Rule rule =
        assertInstanceOf(Rule.class, Rule.parse("region IN ('A') OR age > 3 AND NOT has_email"));
    Condition.Any any = assertInstanceOf(Condition.Any.class, rule.condition());
    assertInstanceOf(Condition.OneOf.class, any.parts().getFirst());
    Condition.All all = assertInstanceOf(Condition.All.class, any.parts().getLast());
    assertInstanceOf(Condition.Not.class, all.parts().getLast());
  }

  @Test
  void a_column_may_be_called_like_a_word_of_sql() {
    for (String column :
        List.of("select", "where", "and", "not", "null", "in", "group", "1x", "año")) {
      Rule rule =
          assertInstanceOf(Rule.class, Rule.parse("ATTRIBUTE." + column + " = 'x'"), column);
      Condition.Compares compares = assertInstanceOf(Condition.Compares.class, rule.condition());
      assertEquals("attribute." + column, compares.subject().name());
    }
  }
}
