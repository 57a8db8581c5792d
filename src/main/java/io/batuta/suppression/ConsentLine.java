package io.batuta.suppression;

import io.batuta.portfolio.BrokenFile;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a debtor said of a channel; nothing of it is judged yet.
 *
 * @param line of the file, from 1
 * @param said {@code given} or {@code revoked}
 * @param at RFC 3339, or a day, which begins in the creditor's zone; null: now
 * @param proofKind {@code contract}, {@code recording}, {@code web_form}, {@code message}, {@code
 *     paper}, {@code other}
 * @param proof of that kind, by its id: never a name
 * @param address that alone is meant, as a file writes it; null: the whole channel
 * @param contactPoint the same, by its id
 */
public record ConsentLine(
    long line,
    @Nullable String debtor,
    @Nullable String channel,
    @Nullable String said,
    @Nullable String at,
    @Nullable String proofKind,
    @Nullable String proof,
    @Nullable String address,
    @Nullable Long contactPoint) {

  private static final Set<String> REQUIRED =
      Set.of("debtor_number", "channel", "said", "said_at", "proof_kind", "proof");
  private static final Set<String> OPTIONAL = Set.of("address");

  /**
   * A header and a line per consent or revocation, {@code debtor_number, channel, said, said_at,
   * proof_kind, proof} and, where one address alone is meant, {@code address}, in any order.
   *
   * @throws BrokenFile when it cannot be read at all
   */
  public static List<ConsentLine> parseCsv(byte[] body) {
    return NamedRows.read(body, REQUIRED, OPTIONAL).stream()
        .map(
            row ->
                new ConsentLine(
                    row.line(),
                    row.cell("debtor_number"),
                    row.cell("channel"),
                    row.cell("said"),
                    row.cell("said_at"),
                    row.cell("proof_kind"),
                    row.cell("proof"),
                    row.cell("address"),
                    null))
        .toList();
  }

  LineRejection refused(String column, String reason) {
    return new LineRejection(line, column, reason);
  }
}
