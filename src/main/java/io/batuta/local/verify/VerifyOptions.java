package io.batuta.local.verify;

import io.batuta.postgres.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be verified.
 *
 * @param database null: that of the local run
 * @param creditor its code; null: every one
 * @param from the first day, in UTC; the epoch for all there are
 * @param to the last day
 * @param anchors a folder with anchored roots; null: the database's own are believed
 */
record VerifyOptions(
    @Nullable DatabaseUrl database,
    @Nullable String creditor,
    LocalDate from,
    LocalDate to,
    @Nullable Path anchors) {

  /** Later than any day of the ledger. */
  static final LocalDate FOR_EVER = LocalDate.of(9999, 1, 1);

  static final VerifyOptions EVERYTHING =
      new VerifyOptions(null, null, LocalDate.EPOCH, FOR_EVER, null);

  /** Says what is wrong with the command line, in one sentence. */
  static final class BadOption extends Exception {
    private static final long serialVersionUID = 1L;

    BadOption(String sentence) {
      super(sentence);
    }
  }

  static VerifyOptions parse(String... args) throws BadOption {
    VerifyOptions options = EVERYTHING;
    Deque<String> rest = new ArrayDeque<>(List.of(args));
    while (!rest.isEmpty()) {
      String word = rest.pop();
      if (rest.isEmpty()) {
        throw new BadOption(word + " is no option, or needs a value; --help lists them.");
      }
      options = options.with(word, rest.pop());
    }
    return options;
  }

  private VerifyOptions with(String option, String value) throws BadOption {
    return switch (option) {
      case "--database" -> new VerifyOptions(url(value), creditor, from, to, anchors);
      case "--creditor" -> new VerifyOptions(database, value, from, to, anchors);
      case "--from" -> new VerifyOptions(database, creditor, day(option, value), to, anchors);
      case "--to" -> new VerifyOptions(database, creditor, from, day(option, value), anchors);
      case "--anchors" -> new VerifyOptions(database, creditor, from, to, folder(value));
      default -> throw new BadOption("There is no option " + option + "; --help lists them.");
    };
  }

  private static DatabaseUrl url(String text) throws BadOption {
    try {
      return DatabaseUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadOption("--database: " + e.getMessage());
    }
  }

  private static LocalDate day(String option, String text) throws BadOption {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new BadOption(option + " takes a day like 2026-11-23, not " + text + ".");
    }
  }

  private static Path folder(String text) throws BadOption {
    Path folder = Path.of(text);
    if (!Files.isDirectory(folder)) {
      throw new BadOption("There is no folder " + folder + ".");
    }
    return folder;
  }
}
