package io.batuta.segment;

/**
 * A readable condition over the catalogue's facts: {@code days_past_due BETWEEN 1 AND 30 AND NOT
 * has_open_promise}.
 *
 * <p>A rule is true or false of a debtor, never unknown. A fact that is absent has no value: each
 * comparison with it is false, whatever the operator ({@code <>} and {@code NOT IN} too), and
 * {@code NOT (…)} makes that true. So {@code region <> 'Cauca'} leaves out who has no region, and
 * {@code NOT (region = 'Cauca')} takes them in. Text is compared exactly: capitals and accents
 * count, in {@code LIKE} as well.
 *
 * @param text as it was written
 * @param condition what it asks
 */
public record Rule(String text, Condition condition) implements RuleReading {

  /** Longest rule, in UTF-16 units. */
  public static final int MAX_LENGTH = 4_000;

  /** Deepest parentheses, and most NOTs in a row. */
  public static final int MAX_NESTING = 50;

  /** Longest list after IN. */
  public static final int MAX_LIST = 1_000;

  /**
   * Reads a rule; whatever is not on the list of what a rule may say is refused, with its place.
   */
  public static RuleReading parse(String text) {
    try {
      return new Rule(text, new RuleReader(text, RuleScanner.scan(text)).read());
    } catch (RefusedRule refused) {
      return refused.why();
    }
  }

  /**
   * The rule of a text that was accepted before, as a stored one was.
   *
   * @throws IllegalArgumentException if it is no rule; the message says where and why
   */
  static Rule of(String text) {
    return switch (parse(text)) {
      case Rule rule -> rule;
      case BadRule bad ->
          throw new IllegalArgumentException(
              "bad rule at " + bad.position() + ": " + bad.message());
    };
  }
}
