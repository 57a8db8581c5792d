package io.batuta.web.api;

import io.batuta.campaign.HouseRulesStore;
import io.batuta.compliance.HouseRules;
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
    JsonObject checked = read(json).toJson();
    return door.open(creditor, found -> rules.put(found.id(), checked))
        .map(saved -> Names.answer(saved, JsonObject::getMap));
  }

  private static HouseRules read(JsonObject json) {
    try {
      return HouseRules.parse(json);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw Problem.invalid(
          "The house rules cannot be read", List.of(new Problem.Violation("body", message)));
    }
  }

  @GET
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(summary = "The creditor's own bounds; an empty object where it has set none")
  public Uni<Map<String, Object>> get(String creditor) {
    return door.open(creditor, found -> rules.of(found.id()))
        .map(found -> found.map(JsonObject::getMap).orElse(Map.of()));
  }
}
