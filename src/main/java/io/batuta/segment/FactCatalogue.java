package io.batuta.segment;

import static io.batuta.segment.FactType.TEXT;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every fact a rule may use. {@code GET /facts}, {@code docs/facts.md} and the rules themselves
 * read it here. Names, documents and contact points of people are not facts and never become any.
 *
 * <p>A fact over another table is a sub-select by key, never a join: Postgres judges the cheap
 * parts of a rule first and runs it only for debtors whom these leave over, and nothing it guesses
 * wrong can cost much. With joins, in the minutes between an import and the next ANALYZE, it paired
 * 7,500 debtors with 30,000 histories by nested loops for 25 seconds and more; by key the same
 * preview takes a tenth of a second, and one over every debtor a quarter at most.
 */
public final class FactCatalogue {

  /** The prefix of what the creditor's own columns are called: {@code attribute.branch}. */
  public static final String ATTRIBUTE = "attribute.";

  private static final List<Fact> FACTS =
      Stream.concat(PortfolioFacts.ALL.stream(), ContactFacts.ALL.stream()).toList();

  private static final Map<String, Fact> BY_NAME =
      FACTS.stream().collect(Collectors.toUnmodifiableMap(Fact::name, Function.identity()));

  private static final Set<String> PERSONAL =
      Set.of("name", "document", "birth_date", "phone", "whatsapp", "email", "address", "number");

  private static final Fact ANY_ATTRIBUTE =
      new Fact(
          ATTRIBUTE + "<column>",
          TEXT,
          null,
          "Any other column of the portfolio file, by its name in lower case. Text; beside a number or a DATE it is"
              + " read as one, and a value that does not read so is absent.",
          "Cualquier otra columna del archivo de cartera, por su nombre en minúsculas. Texto; junto a un número o una"
              + " DATE se lee como tal, y un valor que no se lee así está ausente.",
          "attribute.branch = 'Centro' AND attribute.score >= 600",
          "d.attributes");

  private FactCatalogue() {}

  /** All of them, in the order they are documented. */
  public static List<Fact> all() {
    return FACTS;
  }

  /** How the creditor's own columns are documented: they are as many as its file has. */
  public static Fact anyAttribute() {
    return ANY_ATTRIBUTE;
  }

  /** The fact of that name, in capitals or not. */
  public static Optional<Fact> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The fact whose name is closest, if one is close enough that a slip of the pen explains it. */
  static Optional<Fact> nearest(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int bound = Math.max(2, wanted.length() / 3);
    return FACTS.stream()
        .filter(fact -> EditDistance.between(wanted, fact.name()) <= bound)
        .min(Comparator.comparingInt(fact -> EditDistance.between(wanted, fact.name())));
  }

  /** Whether the word names who somebody is, which no rule may ask. */
  static boolean isPersonal(String name) {
    return PERSONAL.contains(name.toLowerCase(Locale.ROOT));
  }
}
