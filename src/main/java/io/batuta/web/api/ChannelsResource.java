package io.batuta.web.api;

import io.batuta.campaign.ChannelRoute;
import io.batuta.campaign.ChannelRouteStore;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Which provider carries which channel. */
@Path("/api/v1/creditors/{creditor}/channels")
@Tag(name = "Channels")
public class ChannelsResource {

  private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final Pattern COST = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");

  /**
   * Who carries the channel.
   *
   * @param sender what the debtor sees it comes from
   * @param unitCost per message part, a decimal of the creditor's currency, six decimals at most
   */
  @Schema(name = "ChannelRouteBody")
  public record RouteBody(
      @Nullable String provider, @Nullable String sender, @Nullable String unitCost) {

    ChannelRoute route(Channel channel, Creditor creditor) {
      Violations violations = new Violations();
      String carrier = violations.text("provider", provider, 31);
      violations.unless(
          carrier.isEmpty() || PROVIDER.matcher(carrier).matches(),
          "provider",
          "must be the name of a provider, such as ses");
      violations.unless(
          !creditor.fictional() || carrier.isEmpty() || carrier.equals(SandboxRoutes.PROVIDER),
          "provider",
          "must be sandbox: the creditor is fictional");
      String from = violations.text("sender", sender, 200);
      String cost = violations.text("unitCost", unitCost, 20);
      boolean readable = COST.matcher(cost).matches();
      violations.unless(
          cost.isEmpty() || readable, "unitCost", "must be a decimal such as \"25.5\"");
      violations.refuse("The channel cannot be set");
      return new ChannelRoute(
          channel, carrier, from, new BigDecimal(cost).movePointRight(6).longValueExact());
    }
  }

  /** A channel and who carries it. */
  @Schema(name = "ChannelRoute")
  public record RouteAnswer(Channel channel, String provider, String sender, String unitCost) {

    static RouteAnswer of(ChannelRoute route) {
      return new RouteAnswer(
          route.channel(),
          route.provider(),
          route.sender(),
          BigDecimal.valueOf(route.unitCostMicros(), 6).stripTrailingZeros().toPlainString());
    }
  }

  private final CreditorDoor door;
  private final ChannelRouteStore routes;

  ChannelsResource(CreditorDoor door, ChannelRouteStore routes) {
    this.door = door;
    this.routes = routes;
  }

  @PUT
  @Path("{channel}")
  @RolesAllowed(Role.ADMINISTRATOR)
  @Operation(summary = "Set who carries a channel, from the next plan on")
  public Uni<RestResponse<RouteAnswer>> put(String creditor, String channel, RouteBody body) {
    Channel known = channel(channel);
    RouteBody given = Body.of(body);
    return door.open(creditor, found -> routes.put(found.id(), given.route(known, found)))
        .map(saved -> Names.answer(saved, RouteAnswer::of));
  }

  @GET
  @Path("{channel}")
  @RolesAllowed({
    Role.ADMINISTRATOR,
    Role.STRATEGIST,
    Role.SUPERVISOR,
    Role.COMPLIANCE,
    Role.INTEGRATION
  })
  @Operation(summary = "Who carries a channel")
  public Uni<RouteAnswer> get(String creditor, String channel) {
    Channel known = channel(channel);
    return door.open(creditor, found -> routes.of(found.id(), known))
        .map(found -> found.orElseThrow(() -> Problem.notFound("nobody carries " + known)))
        .map(RouteAnswer::of);
  }

  @GET
  @RolesAllowed({
    Role.ADMINISTRATOR,
    Role.STRATEGIST,
    Role.SUPERVISOR,
    Role.COMPLIANCE,
    Role.INTEGRATION
  })
  @Operation(summary = "Who carries each channel")
  public Uni<List<RouteAnswer>> list(String creditor) {
    return door.open(creditor, found -> routes.list(found.id()))
        .map(rows -> rows.stream().map(RouteAnswer::of).toList());
  }

  private static Channel channel(String name) {
    return Arrays.stream(Channel.values())
        .filter(channel -> channel.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("no channel is called " + name));
  }
}
