package io.batuta.web.api;

import io.batuta.campaign.StrategyStore;
import io.batuta.campaign.StrategyStore.NamedStrategy;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How members of a campaign are treated: a ladder of channels, or later a learnt choice. */
@Path("/api/v1/creditors/{creditor}/strategies")
@Tag(name = "Strategies")
public class StrategiesResource {

  /**
   * A strategy under its name.
   *
   * @param definition with a {@code type} that says what the rest means
   */
  public record StrategyAnswer(String name, Map<String, Object> definition) {

    static StrategyAnswer of(NamedStrategy strategy) {
      return new StrategyAnswer(strategy.name(), strategy.definition().getMap());
    }
  }

  private final CreditorDoor door;
  private final StrategyStore strategies;

  StrategiesResource(CreditorDoor door, StrategyStore strategies) {
    this.door = door;
    this.strategies = strategies;
  }

  @PUT
  @Path("{name}")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST})
  @Operation(
      summary = "Write a strategy",
      description =
          """
          `{"type":"ladder","rungs":[{"channel":"SMS","wait":"PT4H","condition":"ALWAYS","from":"09:00",\
          "spread":"PT2H"}]}`; conditions are ALWAYS, NOT_DELIVERED, NO_ANSWER.""")
  public Uni<RestResponse<StrategyAnswer>> put(
      String creditor, String name, Map<String, Object> definition) {
    String checked = Names.check(name);
    JsonObject json = new JsonObject(Body.of(definition));
    List<Problem.Violation> violations = StrategyCheck.of(json);
    if (!violations.isEmpty()) {
      throw Problem.invalid("The strategy cannot be read", violations);
    }
    return door.open(
            creditor, found -> strategies.put(found.id(), new NamedStrategy(checked, json)))
        .map(saved -> Names.answer(saved, StrategyAnswer::of));
  }

  @GET
  @Path("{name}")
  @RolesAllowed({
    Role.ADMINISTRATOR,
    Role.STRATEGIST,
    Role.SUPERVISOR,
    Role.COMPLIANCE,
    Role.INTEGRATION
  })
  @Operation(summary = "A strategy")
  public Uni<StrategyAnswer> get(String creditor, String name) {
    return door.open(creditor, found -> strategies.byName(found.id(), name))
        .map(found -> Names.found(found, "strategy", name))
        .map(StrategyAnswer::of);
  }

  @GET
  @RolesAllowed({
    Role.ADMINISTRATOR,
    Role.STRATEGIST,
    Role.SUPERVISOR,
    Role.COMPLIANCE,
    Role.INTEGRATION
  })
  @Operation(summary = "The strategies by name")
  public Uni<ListPage<StrategyAnswer>> list(
      String creditor, @RestQuery @Nullable String after, @RestQuery @Nullable Integer limit) {
    int size = ListPage.limit(limit);
    return door.open(
            creditor, found -> strategies.list(found.id(), after == null ? "" : after, size))
        .map(rows -> ListPage.of(rows, size, StrategyAnswer::of, NamedStrategy::name));
  }
}
