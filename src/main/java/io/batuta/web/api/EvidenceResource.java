package io.batuta.web.api;

import io.batuta.supervision.EvidenceScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The regulator's file: what was done, why it was allowed, what was refused, and the proof. */
@Path("/api/v1/creditors/{creditor}")
@Tag(name = "Evidence")
@RolesAllowed({Role.ADMINISTRATOR, Role.COMPLIANCE})
public class EvidenceResource {

  private final CreditorDoor door;
  private final EvidenceFiles files;

  EvidenceResource(CreditorDoor door, EvidenceFiles files) {
    this.door = door;
    this.files = files;
  }

  @GET
  @Path("evidence")
  @Produces(EvidenceFiles.CSV)
  @Operation(
      summary = "The regulator's file of a period",
      description =
          "All that was recorded from one day to another in the creditor's zone, with reasons, rules, sources, seals"
              + " and proofs. As text/csv of any length, or, by Accept or format=pdf, as application/pdf of 1,000 facts"
              + " at most. In Spanish or, by Accept-Language, in English.")
  public RestMulti<byte[]> ofPeriod(
      String creditor,
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String format,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
    return answer(scope(creditor, null, from, to), isPdf(format, false), language);
  }

  @GET
  @Path("evidence")
  @Produces(EvidenceFiles.PDF)
  @Operation(hidden = true)
  public RestMulti<byte[]> ofPeriodAsPdf(
      String creditor,
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String format,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
    return answer(scope(creditor, null, from, to), isPdf(format, true), language);
  }

  @GET
  @Path("debtors/{number}/evidence")
  @Produces(EvidenceFiles.CSV)
  @Operation(
      summary = "The regulator's file of a debtor",
      description =
          "Everything over all channels, or from one day to another in the debtor's zone, with what was authorised,"
              + " stops, holds, promises and payments. Contact points are masked. Forms and languages as for a period.")
  public RestMulti<byte[]> ofDebtor(
      String creditor,
      String number,
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String format,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
    return answer(scope(creditor, number, from, to), isPdf(format, false), language);
  }

  @GET
  @Path("debtors/{number}/evidence")
  @Produces(EvidenceFiles.PDF)
  @Operation(hidden = true)
  public RestMulti<byte[]> ofDebtorAsPdf(
      String creditor,
      String number,
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String format,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
    return answer(scope(creditor, number, from, to), isPdf(format, true), language);
  }

  private Uni<EvidenceScope> scope(
      String creditor, @Nullable String number, @Nullable String from, @Nullable String to) {
    return door.open(creditor, found -> files.scope(found, number, from, to));
  }

  private RestMulti<byte[]> answer(
      Uni<EvidenceScope> scope, boolean pdf, @Nullable String language) {
    String reader = language == null ? "es" : language;
    return pdf ? files.pdf(scope, reader) : files.csv(scope, reader);
  }

  /** What is said in the address weighs more than what a browser accepts. */
  private static boolean isPdf(@Nullable String format, boolean accepted) {
    return switch (format == null ? "" : format) {
      case "" -> accepted;
      case "pdf" -> true;
      case "csv" -> false;
      default ->
          throw Problem.invalid(
              "The file cannot be made",
              List.of(new Problem.Violation("format", "must be csv or pdf")));
    };
  }
}
