package io.batuta.web.api;

import io.batuta.campaign.Approvals;
import io.batuta.campaign.Approvals.Approval;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.util.List;
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
  private final ApprovalDoor approval;

  ApprovalResource(CreditorDoor door, Approvals approvals, ApprovalDoor approval) {
    this.door = door;
    this.approvals = approvals;
    this.approval = approval;
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
    return door.open(creditor, found -> approval.approve(found, night, campaign, contacts));
  }
}
