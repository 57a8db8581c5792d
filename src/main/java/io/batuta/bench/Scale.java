package io.batuta.bench;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * How much is measured.
 *
 * @param what the measures asked for, by name; {@code all} for each of them
 * @param debtors how many debtors the portfolio has, at least 1
 * @param seed of everything that is made up: the same seed gives the same data
 * @param minutes how long the lasting load lasts
 */
record Scale(String what, int debtors, long seed, int minutes) {

  private static final Scale USUAL = new Scale("", 1_000_000, 1, 20);

  /** The command line cannot be read; the message says why. */
  static final class BadOption extends Exception {
    private static final long serialVersionUID = 1L;

    BadOption(String sentence) {
      super(sentence);
    }
  }

  Scale {
    if (debtors < 1 || minutes < 1) {
      throw new IllegalArgumentException("a scale is at least 1");
    }
  }

  /** Reads {@code night --debtors 100000 --seed 7}. */
  static Scale parse(String... args) throws BadOption {
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(args));
    Scale scale = USUAL;
    while (!rest.isEmpty()) {
      String word = rest.pop();
      scale =
          switch (word) {
            case "--debtors" -> scale.withDebtors((int) number(word, rest, 50_000_000));
            case "--seed" -> scale.withSeed(number(word, rest, Long.MAX_VALUE));
            case "--minutes" -> scale.withMinutes((int) number(word, rest, 24 * 60));
            default -> scale.withWhat(word);
          };
    }
    return scale;
  }

  private static long number(String option, Deque<String> rest, long most) throws BadOption {
    String text = rest.isEmpty() ? "nothing" : rest.pop();
    try {
      long number = Long.parseLong(text.replace("_", ""));
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadOption(option + " takes a number from 1 to " + most + ", not " + text + ".");
  }

  private Scale withWhat(String word) throws BadOption {
    if (word.startsWith("-") || !what.isEmpty()) {
      throw new BadOption("bench knows no " + word + ". See scripts/bench --help.");
    }
    return new Scale(word, debtors, seed, minutes);
  }

  private Scale withDebtors(int number) {
    return new Scale(what, number, seed, minutes);
  }

  private Scale withSeed(long number) {
    return new Scale(what, debtors, number, minutes);
  }

  private Scale withMinutes(int number) {
    return new Scale(what, debtors, seed, number);
  }
}
