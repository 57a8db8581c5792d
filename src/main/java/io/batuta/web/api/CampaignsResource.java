package io.batuta.web.api;

import io.batuta.campaign.CampaignDefinition;
import io.batuta.campaign.CampaignStore;
import io.batuta.campaign.MissingPart;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Saved;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who is treated how, with what words, for how long and for how much. */
@Path("/api/v1/creditors/{creditor}/campaigns")
@Tag(name = "Campaigns")
public class CampaignsResource {

  private final CreditorDoor door;
  private final CampaignStore campaigns;
  private final Caller caller;

  CampaignsResource(CreditorDoor door, CampaignStore campaigns, Caller caller) {
    this.caller = caller;
    this.door = door;
    this.campaigns = campaigns;
  }

  @PUT
  @Path("{name}")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST})
  @Operation(
      summary = "Write a campaign",
      description =
          "201 when the name is new. Refused with violations if it names a segment, strategy or"
              + " template that is not there. Does not change whether it is paused.")
  public Uni<RestResponse<CampaignBody.Answer>> put(
      String creditor, String name, CampaignBody body) {
    String checked = Names.check(name);
    CampaignBody given = Body.of(body);
    return door.open(
        creditor,
        found ->
            save(found, given.definition(found, checked))
                .map(
                    saved ->
                        Names.answer(
                            saved, value -> CampaignBody.Answer.of(value, found.currency()))));
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
  @Operation(summary = "A campaign")
  public Uni<CampaignBody.Answer> get(String creditor, String name) {
    return door.open(
        creditor,
        found ->
            campaigns
                .byName(found.id(), name)
                .map(campaign -> Names.found(campaign, "campaign", name))
                .map(campaign -> CampaignBody.Answer.of(campaign, found.currency())));
  }

  @GET
  @RolesAllowed({
    Role.ADMINISTRATOR,
    Role.STRATEGIST,
    Role.SUPERVISOR,
    Role.COMPLIANCE,
    Role.INTEGRATION
  })
  @Operation(summary = "The campaigns by name")
  public Uni<ListPage<CampaignBody.Answer>> list(
      String creditor, @RestQuery @Nullable String after, @RestQuery @Nullable Integer limit) {
    int size = ListPage.limit(limit);
    return door.open(
        creditor,
        found ->
            campaigns
                .list(found.id(), after == null ? "" : after, size)
                .map(
                    rows ->
                        ListPage.of(
                            rows,
                            size,
                            row -> CampaignBody.Answer.of(row, found.currency()),
                            CampaignDefinition::name)));
  }

  @POST
  @Path("{name}/pause")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(summary = "Plan nothing more for it", description = "Harmless twice.")
  public Uni<CampaignBody.Answer> pause(String creditor, String name) {
    return setPaused(creditor, name, true);
  }

  @POST
  @Path("{name}/resume")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR})
  @Operation(summary = "Plan for it again, from the next night on", description = "Harmless twice.")
  public Uni<CampaignBody.Answer> resume(String creditor, String name) {
    return setPaused(creditor, name, false);
  }

  private Uni<CampaignBody.Answer> setPaused(String creditor, String name, boolean paused) {
    return door.open(
        creditor,
        found ->
            campaigns
                .setPaused(found.id(), name, paused)
                .map(campaign -> Names.found(campaign, "campaign", name))
                .map(campaign -> CampaignBody.Answer.of(campaign, found.currency())));
  }

  private Uni<Saved<CampaignDefinition>> save(Creditor creditor, CampaignDefinition definition) {
    return campaigns
        .missing(creditor.id(), definition)
        .invoke(CampaignsResource::refuse)
        .chain(complete -> campaigns.put(creditor.id(), definition, caller.id()));
  }

  private static void refuse(List<MissingPart> missing) {
    if (!missing.isEmpty()) {
      throw Problem.invalid(
          "The campaign names what is not there",
          missing.stream()
              .map(part -> new Problem.Violation(part.field(), part.message()))
              .toList());
    }
  }
}
