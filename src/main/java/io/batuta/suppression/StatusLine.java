package io.batuta.suppression;

import io.batuta.portfolio.BrokenFile;
import io.batuta.portfolio.DebtorStatus;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A status as somebody stated it; nothing of it is judged yet.
 *
 * @param line of the file, from 1
 * @param debtor number of the person it is said of; null where it is said of an account
 * @param proof where it can be looked up: a file number, never a name
 */
public record StatusLine(
    long line,
    @Nullable String debtor,
    @Nullable String account,
    @Nullable String status,
    @Nullable String proof) {

  /** Letters, digits and what stands between them in references; no blanks, so no names. */
  static final Pattern PROOF = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:/#-]{0,99}");

  private static final int LONGEST_NUMBER = 64;
  private static final Set<String> REQUIRED = Set.of("status", "proof");
  private static final Set<String> OPTIONAL = Set.of("debtor_number", "account_number");

  /**
   * A header and a line per status, {@code debtor_number} or {@code account_number}, {@code
   * status}, {@code proof}, in any order; comma or semicolon, UTF-8.
   *
   * @throws BrokenFile when it cannot be read at all
   */
  public static List<StatusLine> parseCsv(byte[] body) {
    return NamedRows.read(body, REQUIRED, OPTIONAL).stream()
        .map(
            row ->
                new StatusLine(
                    row.line(),
                    row.cell("debtor_number"),
                    row.cell("account_number"),
                    row.cell("status"),
                    row.cell("proof")))
        .toList();
  }

  /** What is wrong with it by itself; null: nothing. */
  @Nullable LineRejection fault() {
    if ((debtor == null) == (account == null)) {
      return refused(
          "debtor_number",
          "one of debtor_number and account_number is needed, or the line has another length than its header");
    }
    if (longer(debtor) || longer(account)) {
      return refused(
          debtor == null ? "account_number" : "debtor_number",
          "longer than " + LONGEST_NUMBER + " characters");
    }
    if (DebtorStatus.stated().stream().noneMatch(known -> known.tag().equals(status))) {
      return refused(
          "status",
          "must be one of "
              + DebtorStatus.stated().stream()
                  .map(DebtorStatus::tag)
                  .collect(Collectors.joining(", ")));
    }
    return proof == null || !PROOF.matcher(proof).matches()
        ? refused("proof", "a reference without blanks, 100 characters at most")
        : null;
  }

  LineRejection refused(String column, String reason) {
    return new LineRejection(line, column, reason);
  }

  private static boolean longer(@Nullable String number) {
    return number != null && number.length() > LONGEST_NUMBER;
  }
}
