package io.batuta.faults;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * How much is tried.
 *
 * @param kills how often the product is killed; 0: the scenarios alone
 * @param seed of the moments, the portfolio and the provider's behaviour
 * @param debtors how many new debtors each simulated day brings, at least 10
 * @param only the one scenario to run; {@code all}, or {@code none} for the kills alone
 */
record FaultOptions(int kills, long seed, int debtors, String only) {

  private static final FaultOptions USUAL = new FaultOptions(100, 1, 600, "all");

  /** The command line cannot be read; the message says why. */
  static final class BadOption extends Exception {
    private static final long serialVersionUID = 1L;

    BadOption(String sentence) {
      super(sentence);
    }
  }

  /** Reads {@code --kills 100 --seed 1 --debtors 600 --scenario all}. */
  static FaultOptions parse(String... args) throws BadOption {
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(args));
    FaultOptions options = USUAL;
    while (!rest.isEmpty()) {
      String word = rest.pop();
      options =
          switch (word) {
            case "--kills" -> options.withKills((int) number(word, rest, 0, 100_000));
            case "--seed" -> options.withSeed(number(word, rest, 0, Long.MAX_VALUE));
            case "--debtors" -> options.withDebtors((int) number(word, rest, 10, 100_000));
            case "--scenario" -> options.withOnly(scenario(rest));
            default ->
                throw new BadOption("faults knows no " + word + ". See scripts/faults --help.");
          };
    }
    return options;
  }

  boolean wants(Scenario scenario) {
    return only.equals("all") || only.equals(scenario.name());
  }

  /** As one would type it again. */
  String command() {
    return "scripts/faults --kills %d --seed %d --debtors %d --scenario %s"
        .formatted(kills, seed, debtors, only);
  }

  private static String scenario(Deque<String> rest) throws BadOption {
    String name = rest.isEmpty() ? "" : rest.pop();
    if (name.equals("all")
        || name.equals("none")
        || Scenario.ALL.stream().anyMatch(s -> s.name().equals(name))) {
      return name;
    }
    throw new BadOption(
        "--scenario takes all, none, or one of "
            + String.join(", ", Scenario.ALL.stream().map(Scenario::name).toList())
            + ".");
  }

  private static long number(String option, Deque<String> rest, long least, long most)
      throws BadOption {
    String text = rest.isEmpty() ? "nothing" : rest.pop();
    try {
      long number = Long.parseLong(text.replace("_", ""));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadOption(
        "%s takes a number from %d to %d, not %s.".formatted(option, least, most, text));
  }

  private FaultOptions withKills(int number) {
    return new FaultOptions(number, seed, debtors, only);
  }

  private FaultOptions withSeed(long number) {
    return new FaultOptions(kills, number, debtors, only);
  }

  private FaultOptions withDebtors(int number) {
    return new FaultOptions(kills, seed, number, only);
  }

  private FaultOptions withOnly(String name) {
    return new FaultOptions(kills, seed, debtors, name);
  }
}
