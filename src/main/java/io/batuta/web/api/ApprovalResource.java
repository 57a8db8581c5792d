package io.batuta.web.api;

import io.batuta.campaign.Approvals;
import io.batuta.campaign.Approvals.Approval;
import io.batuta.campaign.Approvals.Decision;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A second person lets a large night go. */
@Path("/api/v1/creditors/{creditor}")
@Tag(name = "Approvals")
public class ApprovalResource {

  /**
   * What the second person saw.
   *
   * @param contacts as many as the night planned: another number is refused, since then something
   *     else was looked at
   */
  @Schema(name = "ApprovalOrder")
  public record ApprovalBody(@Nullable Long contacts) {}

  private final CreditorDoor door;
  private final Approvals approvals;
  private final Caller caller;

  ApprovalResource(CreditorDoor door, Approvals approvals, Caller caller) {
    this.door = door;
    this.approvals = approvals;
    this.caller = caller;
  }

  @GET
  @Path("approvals")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(
      summary = "The campaigns' nights that wait for a second person, and those of two weeks",
      description = "costMicros is in millionths of the creditor's currency unit.")
  public Uni<List<Approval>> list(String creditor) {
    return door.open(creditor, approvals::of);
  }

  /** JSON alone: a form of another page, which a browser would send with our password, cannot. */
  @POST
  @Path("nights/{date}/campaigns/{campaign}/approval")
  @Consumes("application/json")
  @RolesAllowed({Role.ADMINISTRATOR, Role.SUPERVISOR})
  @Operation(
      summary = "Approve a campaign's night that is over the size",
      description =
          "403 for who wrote the campaign or asked for the night, 409 where nothing waits. What is still in its window"
              + " leaves within a minute. Harmless twice.")
  public Uni<Approval> approve(String creditor, String date, String campaign, ApprovalBody body) {
    LocalDate night = Dates.read(date);
    Long contacts = Body.of(body).contacts();
    return door.open(
            creditor,
            found ->
                approvals
                    .of(found)
                    .invoke(all -> requireSame(all, night, campaign, contacts))
                    .chain(() -> approvals.approve(found, night, campaign, caller.id())))
        .map(decision -> answer(decision, campaign));
  }

  private static void requireSame(
      List<Approval> all, LocalDate night, String campaign, @Nullable Long contacts) {
    all.stream()
        .filter(one -> one.night().equals(night) && one.campaign().equals(campaign))
        .filter(one -> contacts != null && one.contacts() != contacts)
        .findFirst()
        .ifPresent(
            one -> {
              throw Problem.conflict("The night plans " + one.contacts() + " contacts by now.");
            });
  }

  private Approval answer(Optional<Decision> decision, String campaign) {
    return switch (decision.orElseThrow(
        () -> Problem.notFound("nothing of campaign " + campaign + " waits on that night"))) {
      case Decision.Approved approved -> approved.approval();
      case Decision.OwnWork own ->
          throw Problem.forbidden(
              "Who wrote the campaign or asked for the night cannot approve it; it takes a second person.");
      case Decision.NotWaiting other -> {
        Approval approval = other.approval();
        if (caller.id().equals(approval.decidedBy())) {
          yield approval;
        }
        throw Problem.conflict("It does not wait; it is " + approval.state() + ".");
      }
    };
  }
}
