package io.batuta.local;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a local run.
 *
 * @param once one cycle, then end
 * @param country whose law holds for the one creditor that is played; null: the three of the
 *     sample, or Colombia for a portfolio of one's own
 * @param date the business day to simulate; null: the next working day
 * @param portfolio a CSV of one's own; null: the sample
 * @param debtors how many of the portfolio's debtors to take, from the first; null: all
 * @param seed of the simulated carriers and debtors
 * @param port null: 8080, or the next that is free
 * @param speed simulated seconds a real second; 0: as fast as the product keeps up; null: 0 with
 *     {@code once}, 360 otherwise
 */
record Options(
    boolean once,
    @Nullable String country,
    @Nullable LocalDate date,
    @Nullable Path portfolio,
    @Nullable Integer debtors,
    long seed,
    @Nullable Integer port,
    @Nullable Double speed,
    boolean help) {

  /** An hour in ten seconds: a day that can be watched. */
  static final double WATCHABLE = 360;

  static final List<String> USAGE =
      List.of(
          "--once            one cycle as fast as it goes, then end",
          "--country CC      one creditor with all accounts, under the law of AR, BR, CL, CO, EC, ES, MX, PA, PE or US",
          "--date DATE       the business day that is simulated, as 2026-11-23; default the next working day",
          "--portfolio FILE  a portfolio CSV of your own (.gz too) instead of the sample",
          "--debtors N       only the first N debtors of the portfolio",
          "--seed N          of the simulated carriers and debtors; default 1",
          "--port N          of the page and the API; default 8080, or the next that is free",
          "--speed X         simulated seconds a second, 0 for as fast as it goes; default 360, with --once 0");

  /** Says what is wrong with the command line, in one sentence. */
  static final class BadOption extends Exception {
    private static final long serialVersionUID = 1L;

    BadOption(String sentence) {
      super(sentence);
    }
  }

  static Options parse(String... args) throws BadOption {
    Options options = new Options(false, null, null, null, null, 1, null, null, false);
    Deque<String> rest = new ArrayDeque<>(List.of(args));
    while (!rest.isEmpty()) {
      String word = rest.pop();
      int equals = word.indexOf('=');
      if (word.startsWith("--") && equals > 0) {
        rest.push(word.substring(equals + 1));
        word = word.substring(0, equals);
      }
      options = options.with(word, rest);
    }
    return options;
  }

  double pace() {
    return speed != null ? speed : once ? 0 : WATCHABLE;
  }

  private Options with(String word, Deque<String> rest) throws BadOption {
    return switch (word) {
      case "--once" ->
          new Options(true, country, date, portfolio, debtors, seed, port, speed, help);
      case "-h", "--help" ->
          new Options(once, country, date, portfolio, debtors, seed, port, speed, true);
      case "--country" ->
          new Options(
              once, law(value(word, rest)), date, portfolio, debtors, seed, port, speed, help);
      case "--date" ->
          new Options(
              once, country, day(value(word, rest)), portfolio, debtors, seed, port, speed, help);
      case "--portfolio" ->
          new Options(
              once, country, date, Path.of(value(word, rest)), debtors, seed, port, speed, help);
      case "--debtors" -> {
        int first = (int) number(word, rest, 1, 100_000_000);
        yield new Options(once, country, date, portfolio, first, seed, port, speed, help);
      }
      case "--seed" -> {
        long drawn = number(word, rest, Long.MIN_VALUE, Long.MAX_VALUE);
        yield new Options(once, country, date, portfolio, debtors, drawn, port, speed, help);
      }
      case "--port" -> {
        int asked = (int) number(word, rest, 1, 65_535);
        yield new Options(once, country, date, portfolio, debtors, seed, asked, speed, help);
      }
      case "--speed" ->
          new Options(
              once, country, date, portfolio, debtors, seed, port, factor(word, rest), help);
      default -> throw new BadOption("There is no option " + word + "; --help lists them.");
    };
  }

  private static String law(String text) throws BadOption {
    String country = text.toUpperCase(Locale.ROOT);
    if (!SampleCreditor.COUNTRIES.contains(country)) {
      throw new BadOption(
          "--country takes one of "
              + String.join(", ", SampleCreditor.COUNTRIES)
              + ", not "
              + text
              + ".");
    }
    return country;
  }

  private static String value(String option, Deque<String> rest) throws BadOption {
    if (rest.isEmpty() || rest.peek().isBlank()) {
      throw new BadOption(option + " needs a value; --help shows it.");
    }
    return rest.pop();
  }

  private static LocalDate day(String text) throws BadOption {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new BadOption("--date takes a day like 2026-11-23, not " + text + ".");
    }
  }

  private static long number(String option, Deque<String> rest, long least, long most)
      throws BadOption {
    String text = value(option, rest);
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadOption(
        option
            + " takes a whole number"
            + (least == Long.MIN_VALUE ? "" : " from " + least + " to " + most)
            + ", not "
            + text
            + ".");
  }

  private static double factor(String option, Deque<String> rest) throws BadOption {
    String text = value(option, rest);
    try {
      double factor = Double.parseDouble(text);
      if (factor >= 0 && factor <= 1_000_000) {
        return factor;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadOption(option + " takes a number from 0 to 1000000, not " + text + ".");
  }
}
