package io.batuta.web.api;

import io.batuta.portfolio.Creditor;
import io.batuta.supervision.EvidenceCsv;
import io.batuta.supervision.EvidencePdf;
import io.batuta.supervision.EvidenceScope;
import io.batuta.supervision.Evidences;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** A regulator's file as an answer, for programs and for the page alike. */
@ApplicationScoped
public class EvidenceFiles {

  public static final String CSV = "text/csv;charset=UTF-8";
  public static final String PDF = "application/pdf";

  private final Evidences evidences;
  private final EvidenceCsv csv;
  private final EvidencePdf pdf;

  EvidenceFiles(Evidences evidences, EvidenceCsv csv, EvidencePdf pdf) {
    this.evidences = evidences;
    this.csv = csv;
    this.pdf = pdf;
  }

  /**
   * What is asked for.
   *
   * @param debtor number; null or blank: a period, which then needs its days
   * @throws Problem 422 with all that is wrong
   */
  public Uni<EvidenceScope> scope(
      Creditor creditor, @Nullable String debtor, @Nullable String from, @Nullable String to) {
    boolean one = debtor != null && !debtor.isBlank();
    @Nullable LocalDate first = day("from", from);
    @Nullable LocalDate last = day("to", to);
    Violations violations = new Violations();
    violations.unless(one || first != null, "from", "is needed without a debtor");
    violations.unless(one || last != null, "to", "is needed without a debtor");
    violations.unless(
        first == null || last == null || !last.isBefore(first), "to", "must not precede from");
    violations.refuse("The file cannot be made");
    String number = one && debtor != null ? debtor.strip() : null;
    return evidences
        .scope(creditor, number, first, last)
        .map(found -> Names.found(found, "debtor", number == null ? "" : number));
  }

  /** As it is read: a page of facts at a time, never the whole. */
  public RestMulti<byte[]> csv(Uni<EvidenceScope> asked, String language) {
    return RestMulti.fromUniResponse(
        asked, scope -> bytes(scope, language), scope -> headers(CSV, scope.name() + ".csv"));
  }

  private Multi<byte[]> bytes(EvidenceScope scope, String language) {
    return csv.rows(scope, language)
        .map(rows -> SafeCsv.write(rows).getBytes(StandardCharsets.UTF_8));
  }

  /** Fails with 422 where there are too many facts for a person to read. */
  public RestMulti<byte[]> pdf(Uni<EvidenceScope> asked, String language) {
    return RestMulti.fromUniResponse(
        asked
            .chain(scope -> pdf.write(scope, language).map(bytes -> new Written(scope, bytes)))
            .onFailure(EvidencePdf.TooLong.class)
            .transform(e -> tooLong()),
        written -> Multi.createFrom().item(written.bytes()),
        written -> headers(PDF, written.scope().name() + ".pdf"));
  }

  private static Problem tooLong() {
    return Problem.invalid(
        "There are too many facts for a PDF",
        List.of(
            new Problem.Violation(
                "format",
                "a PDF holds "
                    + EvidencePdf.MOST_FACTS
                    + " facts at most; take the same as text/csv, or fewer days")));
  }

  private record Written(EvidenceScope scope, byte[] bytes) {}

  private static Map<String, List<String>> headers(String type, String name) {
    return Map.of(
        "Content-Type", List.of(type),
        "Content-Disposition", List.of("attachment; filename=\"" + name + "\""),
        "Cache-Control", List.of("no-store"),
        "X-Content-Type-Options", List.of("nosniff"));
  }

  private static @Nullable LocalDate day(String field, @Nullable String text) {
    return text == null || text.isBlank() ? null : Dates.read(field, text);
  }
}
