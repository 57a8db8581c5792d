package io.batuta.web.api;

import io.batuta.campaign.HouseRulesStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A creditor's own bounds. They tighten the law and never loosen it. */
@Path("/api/v1/creditors/{creditor}/house-rules")
@Tag(name = "House rules")
public class HouseRulesResource {

  private final CreditorDoor door;
  private final HouseRulesStore rules;

  HouseRulesResource(CreditorDoor door, HouseRulesStore rules) {
    this.door = door;
    this.rules = rules;
  }

  @PUT
  @RolesAllowed({Role.ADMINISTRATOR, Role.COMPLIANCE})
  @Operation(summary = "Set the creditor's own bounds, in the place of those before")
  public Uni<RestResponse<Map<String, Object>>> put(
      String creditor, Map<String, Object> definition) {
    JsonObject json = new JsonObject(Body.of(definition));
    List<Problem.Violation> violations = HouseRulesCheck.of(json);
    if (!violations.isEmpty()) {
      throw Problem.invalid("The house rules cannot be read", violations);
    }
    return door.open(creditor, found -> rules.put(found.id(), json))
        .map(saved -> Names.answer(saved, JsonObject::getMap));
  }

  @GET
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(summary = "The creditor's own bounds; an empty object where it has set none")
  public Uni<Map<String, Object>> get(String creditor) {
    return door.open(creditor, found -> rules.of(found.id()))
        .map(found -> found.map(JsonObject::getMap).orElse(Map.of()));
  }
}
