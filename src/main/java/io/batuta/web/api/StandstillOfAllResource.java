package io.batuta.web.api;

import io.batuta.portfolio.Channel;
import io.batuta.suppression.Standstills;
import io.batuta.web.api.StandstillResource.Order;
import io.batuta.web.api.StandstillResource.Standing;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Stops everything of every creditor, on one channel or on all. */
@Path("/api/v1/standstill")
@Tag(name = "Standstill")
@RolesAllowed(Role.INSTALLATION)
public class StandstillOfAllResource {

  private final Standstills standstills;
  private final Caller caller;

  StandstillOfAllResource(Standstills standstills, Caller caller) {
    this.standstills = standstills;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "What is stopped for every creditor")
  public Uni<Standing> get() {
    return standing(false);
  }

  @PUT
  @Operation(summary = "Stop everything of every creditor, or on one channel")
  public Uni<Standing> stop(@RestQuery @Nullable Channel channel, Order order) {
    return standstills
        .order(null, channel, StandstillResource.why(order), caller.id())
        .chain(this::standing);
  }

  @DELETE
  @Operation(summary = "Let every creditor go on")
  public Uni<Standing> lift(@RestQuery @Nullable Channel channel) {
    return standstills.lift(null, channel, caller.id()).chain(this::standing);
  }

  private Uni<Standing> standing(boolean changed) {
    return standstills.of(null).map(items -> new Standing(changed, items));
  }
}
