package io.batuta.web.api;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.suppression.Standstills;
import io.batuta.suppression.Standstills.Standstill;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Stops everything of a creditor, on one channel or on all. */
@Path("/api/v1/creditors/{creditor}/standstill")
@Tag(name = "Standstill")
public class StandstillResource {

  private static final int LONGEST = 200;

  /**
   * An order to stop.
   *
   * @param why for those who find everything silent
   */
  @Schema(name = "StandstillOrder")
  public record Order(@Nullable String why) {}

  /** What holds now; {@code changed} false: it was so before. */
  @Schema(name = "Standstills")
  public record Standing(boolean changed, List<Standstill> items) {}

  private final CreditorDoor door;
  private final Standstills standstills;
  private final Caller caller;

  StandstillResource(CreditorDoor door, Standstills standstills, Caller caller) {
    this.door = door;
    this.standstills = standstills;
    this.caller = caller;
  }

  @GET
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(summary = "What is stopped, by the creditor's people or for all creditors")
  public Uni<Standing> get(String creditor) {
    return door.open(creditor, found -> standing(found, false));
  }

  @PUT
  @RolesAllowed({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(
      summary = "Stop everything of the creditor, or on one channel",
      description = "Nothing that it covers is claimed from now on. Harmless twice.")
  public Uni<Standing> stop(String creditor, @RestQuery @Nullable Channel channel, Order order) {
    String why = why(order);
    return door.open(
        creditor,
        found ->
            standstills
                .order(found, channel, why, caller.id())
                .chain(changed -> standing(found, changed)));
  }

  @DELETE
  @RolesAllowed({Role.ADMINISTRATOR, Role.SUPERVISOR})
  @Operation(summary = "Let it go on; what is still in its window leaves within a minute")
  public Uni<Standing> lift(String creditor, @RestQuery @Nullable Channel channel) {
    return door.open(
        creditor,
        found ->
            standstills
                .lift(found, channel, caller.id())
                .chain(changed -> standing(found, changed)));
  }

  private Uni<Standing> standing(Creditor creditor, boolean changed) {
    return standstills.of(creditor).map(items -> new Standing(changed, items));
  }

  static String why(Order order) {
    Violations violations = new Violations();
    String why = violations.text("why", Body.of(order).why(), LONGEST);
    violations.refuse("The order cannot be taken");
    return why;
  }
}
