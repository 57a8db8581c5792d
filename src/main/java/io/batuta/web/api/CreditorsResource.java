package io.batuta.web.api;

import io.batuta.campaign.ChannelRouteStore;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.portfolio.CreditorTerms;
import io.batuta.postgres.Saved;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The lenders of this installation. */
@Path("/api/v1/creditors/{creditor}")
@Tag(name = "Creditors")
public class CreditorsResource {

  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final CreditorStore creditors;
  private final ChannelRouteStore routes;
  private final CreditorDoor door;

  CreditorsResource(CreditorStore creditors, ChannelRouteStore routes, CreditorDoor door) {
    this.creditors = creditors;
    this.routes = routes;
    this.door = door;
  }

  @PUT
  @RolesAllowed(Role.INSTALLATION)
  @Operation(
      summary = "Create a creditor, or change it",
      description =
          "201 when it is new. Its currency, and whether it is fictional, are decided once. A fictional"
              + " creditor gets the sandbox for every channel.")
  public Uni<RestResponse<CreditorBody.Answer>> put(String creditor, CreditorBody body) {
    if (!CODE.matcher(creditor).matches()) {
      throw Problem.invalid(
          "The creditor cannot be taken",
          List.of(
              new Problem.Violation(
                  "creditor", "has lower case letters, digits and hyphens, 63 at most")));
    }
    CreditorTerms terms = Body.of(body).terms();
    return creditors
        .byCode(creditor)
        .invoke(before -> before.ifPresent(known -> refuseAnother(known, terms)))
        .chain(before -> creditors.put(creditor, terms))
        .call(this::route)
        .map(
            saved ->
                RestResponse.status(
                    saved.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                    CreditorBody.Answer.of(saved.value())));
  }

  @GET
  @RolesAllowed({
    Role.INSTALLATION,
    Role.ADMINISTRATOR,
    Role.STRATEGIST,
    Role.SUPERVISOR,
    Role.AGENT,
    Role.COMPLIANCE,
    Role.INTEGRATION
  })
  @Operation(summary = "What is known of the creditor")
  public Uni<CreditorBody.Answer> get(String creditor) {
    return door.open(creditor, found -> Uni.createFrom().item(CreditorBody.Answer.of(found)));
  }

  private Uni<Void> route(Saved<Creditor> saved) {
    Creditor creditor = saved.value();
    return creditor.fictional()
        ? routes.fill(creditor.id(), SandboxRoutes.of(creditor))
        : Uni.createFrom().voidItem();
  }

  /** Amounts are kept in minor units, and made-up people are told from real ones by the flag. */
  private static void refuseAnother(Creditor known, CreditorTerms terms) {
    Optional<String> fixed =
        !known.currency().equals(terms.currency())
            ? Optional.of("The currency is " + known.currency() + " and cannot change.")
            : known.fictional() != terms.fictional()
                ? Optional.of("Whether a creditor is fictional cannot change.")
                : Optional.empty();
    fixed.ifPresent(
        detail -> {
          throw Problem.conflict(detail);
        });
  }
}
