package io.batuta.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which regulator's file is taken, from where, and where to.
 *
 * @param creditor its code
 * @param debtor number; null: everybody's, of a period
 * @param from the first day; null: the beginning
 * @param to the last day; null: today
 * @param out a folder, which is made
 * @param pdf also as PDF
 * @param english instead of Spanish
 * @param url of a product that answers; null: that of the local run
 */
record EvidenceOptions(
    String creditor,
    @Nullable String debtor,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    Path out,
    boolean pdf,
    boolean english,
    @Nullable String url) {

  private static final Path NOWHERE = Path.of("");

  static EvidenceOptions parse(String... args) throws Options.BadOption {
    EvidenceOptions options =
        new EvidenceOptions("", null, null, null, NOWHERE, false, false, null);
    Deque<String> rest = new ArrayDeque<>(List.of(args));
    while (!rest.isEmpty()) {
      options = options.with(rest.pop(), rest);
    }
    options.complete();
    return options;
  }

  private void complete() throws Options.BadOption {
    if (creditor.isEmpty() || out.equals(NOWHERE)) {
      throw new Options.BadOption("--creditor and --out are needed; --help shows them.");
    }
    if (debtor == null && (from == null || to == null)) {
      throw new Options.BadOption("Give a --debtor, or --from and --to.");
    }
    if (from != null && to != null && to.isBefore(from)) {
      throw new Options.BadOption("--to must not precede --from.");
    }
  }

  private EvidenceOptions with(String option, Deque<String> rest) throws Options.BadOption {
    return switch (option) {
      case "--pdf" -> new EvidenceOptions(creditor, debtor, from, to, out, true, english, url);
      case "--english" -> new EvidenceOptions(creditor, debtor, from, to, out, pdf, true, url);
      default -> {
        String value = rest.poll();
        if (value == null || value.isBlank()) {
          throw new Options.BadOption(option + " is no option, or needs a value; see --help.");
        }
        yield with(option, value);
      }
    };
  }

  private EvidenceOptions with(String option, String value) throws Options.BadOption {
    return switch (option) {
      case "--creditor" -> new EvidenceOptions(value, debtor, from, to, out, pdf, english, url);
      case "--debtor" -> new EvidenceOptions(creditor, value, from, to, out, pdf, english, url);
      case "--from" ->
          new EvidenceOptions(creditor, debtor, day(option, value), to, out, pdf, english, url);
      case "--to" ->
          new EvidenceOptions(creditor, debtor, from, day(option, value), out, pdf, english, url);
      case "--out" ->
          new EvidenceOptions(creditor, debtor, from, to, Path.of(value), pdf, english, url);
      case "--url" -> new EvidenceOptions(creditor, debtor, from, to, out, pdf, english, value);
      default ->
          throw new Options.BadOption("There is no option " + option + "; --help lists them.");
    };
  }

  /** Below the product's address: {@code /api/v1/creditors/demo/evidence?from=…}. */
  String path(String format) {
    String whose = debtor == null ? "" : "/debtors/" + encoded(debtor);
    return "/api/v1/creditors/"
        + encoded(creditor)
        + whose
        + "/evidence?format="
        + format
        + (from == null ? "" : "&from=" + from)
        + (to == null ? "" : "&to=" + to);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static LocalDate day(String option, String text) throws Options.BadOption {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new Options.BadOption(option + " takes a day like 2026-11-23, not " + text + ".");
    }
  }
}
