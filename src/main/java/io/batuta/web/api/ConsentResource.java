package io.batuta.web.api;

import io.batuta.suppression.ConsentLine;
import io.batuta.suppression.Consents;
import io.batuta.suppression.LineRejection;
import io.batuta.suppression.LinesReport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What debtors agreed to, and took back. */
@Path("/api/v1/creditors/{creditor}")
@Tag(name = "Consents")
@RolesAllowed({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.COMPLIANCE, Role.INTEGRATION})
public class ConsentResource {

  /**
   * What a debtor agreed to.
   *
   * @param givenAt RFC 3339, or a day of the creditor's zone; never in the future
   * @param proofKind {@code contract}, {@code recording}, {@code web_form}, {@code message}, {@code
   *     paper}, {@code other}
   * @param proof of that kind, by its id; no blanks, never a name
   * @param contactPoint where one address alone was agreed to; absent: the whole channel
   */
  @Schema(name = "ConsentOrder")
  public record ConsentBody(
      @Nullable String givenAt,
      @Nullable String proofKind,
      @Nullable String proof,
      @Nullable Long contactPoint) {}

  /**
   * How it stands now.
   *
   * @param channels that hold now; absent: every one
   * @param changed false: it was said before
   * @param cancelled contacts that were on their way and were taken back
   */
  @Schema(name = "ConsentChange")
  public record ConsentChange(@Nullable List<String> channels, boolean changed, int cancelled) {}

  private final CreditorDoor door;
  private final Consents consents;
  private final Caller caller;

  ConsentResource(CreditorDoor door, Consents consents, Caller caller) {
    this.door = door;
    this.consents = consents;
    this.caller = caller;
  }

  @GET
  @Path("debtors/{number}/consents")
  @RolesAllowed({
    Role.ADMINISTRATOR,
    Role.SUPERVISOR,
    Role.COMPLIANCE,
    Role.INTEGRATION,
    Role.AGENT
  })
  @Operation(summary = "What a debtor agreed to and took back, the latest first")
  public Uni<Consents.Standing> get(String creditor, String number) {
    return door.open(creditor, found -> consents.of(found, number))
        .map(found -> Names.found(found, "debtor", number));
  }

  @PUT
  @Path("debtors/{number}/consents/{channel}")
  @Operation(
      summary = "Record that a debtor agreed to a channel, or to one address on it",
      description =
          "The last word on a channel holds, whatever the portfolio's file says of it. What a person recorded as"
              + " taken back an integration cannot give again (409). Harmless twice.")
  public Uni<ConsentChange> give(String creditor, String number, String channel, ConsentBody body) {
    ConsentBody given = Body.of(body);
    if (given.givenAt() == null) {
      throw Problem.invalid(
          "The consent cannot be recorded", List.of(new Problem.Violation("givenAt", "is needed")));
    }
    return one(
        creditor,
        new ConsentLine(
            1,
            number,
            channel,
            "given",
            given.givenAt(),
            given.proofKind(),
            given.proof(),
            null,
            given.contactPoint()));
  }

  @DELETE
  @Path("debtors/{number}/consents/{channel}")
  @RolesAllowed({
    Role.ADMINISTRATOR,
    Role.SUPERVISOR,
    Role.COMPLIANCE,
    Role.INTEGRATION,
    Role.AGENT
  })
  @Operation(
      summary = "Record that a debtor took a channel back: obeyed at once",
      description =
          "What was planned on it is cancelled in the same transaction. A day in the future holds from now on too.")
  public Uni<ConsentChange> revoke(
      String creditor,
      String number,
      String channel,
      @RestQuery @Nullable String at,
      @RestQuery @Nullable Long contactPoint,
      @RestQuery @Nullable String proofKind,
      @RestQuery @Nullable String proof) {
    return one(
        creditor,
        new ConsentLine(
            1,
            number,
            channel,
            "revoked",
            at,
            Objects.requireNonNullElse(proofKind, "other"),
            Objects.requireNonNullElse(proof, "none"),
            null,
            contactPoint));
  }

  @POST
  @Path("consents")
  @Consumes("text/csv")
  @Operation(
      summary = "Record many, by a file",
      description =
          "Columns debtor_number, channel, said (given or revoked), said_at, proof_kind, proof and, where one"
              + " address alone is meant, address. A bad line is refused with line, column and reason.")
  public Uni<LinesReport> all(String creditor, byte[] body) {
    List<ConsentLine> lines = FileProblems.read(() -> ConsentLine.parseCsv(body));
    return door.open(creditor, found -> consents.record(found, lines, teller("file")));
  }

  private Uni<ConsentChange> one(String creditor, ConsentLine line) {
    String number = Objects.requireNonNull(line.debtor());
    return door.open(
        creditor,
        found ->
            consents
                .record(found, List.of(line), teller("api"))
                .invoke(ConsentResource::refuse)
                .chain(
                    report ->
                        consents
                            .of(found, number)
                            .map(now -> Names.found(now, "debtor", number))
                            .map(
                                now ->
                                    new ConsentChange(
                                        now.channels(),
                                        report.changed() == 1,
                                        report.cancelled()))));
  }

  private Consents.Teller teller(String source) {
    return new Consents.Teller(source, caller.id(), caller.mayLift() || caller.has(Role.AGENT));
  }

  private static void refuse(LinesReport report) {
    for (LineRejection refused : report.rejections()) {
      if (refused.reason().startsWith("no ")) {
        throw Problem.notFound(refused.reason());
      }
      if (refused.reason().startsWith(Consents.PERSONS_WORD)) {
        throw Problem.conflict(refused.reason());
      }
      throw Problem.invalid(
          "The consent cannot be recorded",
          List.of(new Problem.Violation(String.valueOf(refused.column()), refused.reason())));
    }
  }
}
