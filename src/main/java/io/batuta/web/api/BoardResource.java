package io.batuta.web.api;

import io.batuta.supervision.Board;
import io.batuta.supervision.CampaignBoard;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Where the day stands. */
@Path("/api/v1/creditors/{creditor}/board")
@Tag(name = "Reports")
@RolesAllowed({
  Role.ADMINISTRATOR,
  Role.STRATEGIST,
  Role.SUPERVISOR,
  Role.COMPLIANCE,
  Role.INTEGRATION
})
public class BoardResource {

  private final CreditorDoor door;
  private final CampaignBoard board;

  BoardResource(CreditorDoor door, CampaignBoard board) {
    this.door = door;
    this.board = board;
  }

  @GET
  @Operation(
      summary = "The progress of a day, by channel and hour",
      description =
          "Of the latest night up to today, or of the date asked for. Counted once a second at most.")
  public Uni<BoardJson> get(
      String creditor,
      @RestQuery @Nullable String date,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
    return door.open(creditor, found -> board.of(found, Optional.ofNullable(date).map(Dates::read)))
        .map((Board counted) -> BoardJson.of(counted, language == null ? "es" : language));
  }
}
