package io.batuta.web.api;

import io.batuta.portfolio.Creditor;
import io.batuta.suppression.LineRejection;
import io.batuta.suppression.LinesReport;
import io.batuta.suppression.StatusLine;
import io.batuta.suppression.Statuses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How persons and accounts stand, as people state it beside the creditor's files. */
@Path("/api/v1/creditors/{creditor}")
@Tag(name = "Statuses")
@RolesAllowed({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.COMPLIANCE, Role.INTEGRATION})
public class StatusResource {

  /**
   * A status and where it can be looked up.
   *
   * @param status {@code recalled}, {@code disputed}, {@code sued}, {@code insolvent}, {@code
   *     deceased}, {@code settled}; {@code active} lifts what was stated
   * @param proof a reference without blanks: a file number, never a name
   */
  @Schema(name = "StatusOrder")
  public record StatusBody(@Nullable String status, @Nullable String proof) {}

  /**
   * How it stands now.
   *
   * @param status the stricter of what files say and what was stated
   * @param changed false: it was so before
   * @param cancelled contacts that were on their way and were taken back
   */
  @Schema(name = "StatusChange")
  public record StatusJson(String status, boolean changed, int cancelled) {}

  private final CreditorDoor door;
  private final Statuses statuses;
  private final Caller caller;

  StatusResource(CreditorDoor door, Statuses statuses, Caller caller) {
    this.door = door;
    this.statuses = statuses;
    this.caller = caller;
  }

  @PUT
  @Path("debtors/{number}/status")
  @Operation(
      summary = "State how a person stands: obeyed at once, whatever files say",
      description =
          "What was on its way is cancelled in the same transaction. It stands until somebody says active; an"
              + " integration may not lift, nor say less than stands (409). Harmless twice.")
  public Uni<StatusJson> ofDebtor(String creditor, String number, StatusBody body) {
    StatusBody given = Body.of(body);
    return one(
        creditor,
        new StatusLine(1, number, null, given.status(), given.proof()),
        found -> statuses.ofDebtor(found, number));
  }

  @PUT
  @Path("accounts/{number}/status")
  @Operation(summary = "State how an account stands: obeyed at once, whatever files say")
  public Uni<StatusJson> ofAccount(String creditor, String number, StatusBody body) {
    StatusBody given = Body.of(body);
    return one(
        creditor,
        new StatusLine(1, null, number, given.status(), given.proof()),
        found -> statuses.ofAccount(found, number));
  }

  @POST
  @Path("statuses")
  @Consumes("text/csv")
  @Operation(
      summary = "State many, by a file",
      description =
          "Columns debtor_number or account_number, status, proof. A bad line is refused with line, column and"
              + " reason, and the rest is stated.")
  public Uni<LinesReport> all(String creditor, byte[] body) {
    List<StatusLine> lines = FileProblems.read(() -> StatusLine.parseCsv(body));
    return door.open(
        creditor, found -> statuses.state(found, lines, caller.id(), caller.mayLift()));
  }

  private Uni<StatusJson> one(
      String creditor, StatusLine line, Function<Creditor, Uni<Optional<String>>> standing) {
    return door.open(
        creditor,
        found ->
            statuses
                .state(found, List.of(line), caller.id(), caller.mayLift())
                .invoke(StatusResource::refuse)
                .chain(report -> standing.apply(found).map(now -> answer(report, now))));
  }

  private static StatusJson answer(LinesReport report, Optional<String> now) {
    return new StatusJson(now.orElseThrow(), report.changed() == 1, report.cancelled());
  }

  /** A refusal of what stands is a conflict, of who is unknown a 404; the rest is the body's. */
  private static void refuse(LinesReport report) {
    for (LineRejection refused : report.rejections()) {
      String column = String.valueOf(refused.column());
      if (refused.reason().startsWith("no ")) {
        throw Problem.notFound(refused.reason());
      }
      if (refused.reason().startsWith("what stands")) {
        throw Problem.conflict(refused.reason());
      }
      throw Problem.invalid(
          "The status cannot be stated", List.of(new Problem.Violation(column, refused.reason())));
    }
  }
}
