package io.batuta.web.console;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.supervision.CampaignBoard;
import io.batuta.web.api.BoardJson;
import io.batuta.web.api.Dates;
import io.batuta.web.api.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The day's progress as a page that keeps itself up to date. */
@Path("/")
public class BoardPage {

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance board(
        String language,
        Map<String, String> texts,
        List<Creditor> creditors,
        String creditor,
        String date,
        PageParts parts);
  }

  private final ConsoleDoor door;
  private final CreditorStore creditors;
  private final CampaignBoard board;

  BoardPage(ConsoleDoor door, CreditorStore creditors, CampaignBoard board) {
    this.door = door;
    this.creditors = creditors;
    this.board = board;
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public Uni<RestResponse<TemplateInstance>> page(
      @RestQuery @Nullable String creditor,
      @RestQuery @Nullable String date,
      @RestQuery @Nullable String lang,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String accepted) {
    door.admit();
    PageTexts texts = PageTexts.of(lang, accepted);
    PageParts parts = PageParts.fresh();
    String day = date == null ? "" : Dates.read(date).toString();
    return visible()
        .map(
            all ->
                RestResponse.ResponseBuilder.ok(
                        Templates.board(
                            texts.language(),
                            texts.all(),
                            all,
                            chosen(all, creditor).map(Creditor::code).orElse(""),
                            day,
                            parts))
                    .header("Content-Security-Policy", parts.policy())
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "same-origin")
                    .header("Cache-Control", "no-store")
                    .build());
  }

  @GET
  @Path("board.json")
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(hidden = true)
  public Uni<BoardJson> json(
      @RestQuery @Nullable String creditor,
      @RestQuery @Nullable String date,
      @RestQuery @Nullable String lang) {
    door.admit();
    return visible()
        .map(all -> chosen(all, creditor).orElseThrow(() -> Problem.notFound("no such creditor")))
        .chain(found -> board.of(found, Optional.ofNullable(date).map(Dates::read)))
        .map(counted -> BoardJson.of(counted, lang == null ? "es" : lang));
  }

  /** The creditors that this reader may look at. */
  private Uni<List<Creditor>> visible() {
    return creditors.all().map(all -> all.stream().filter(door::shows).toList());
  }

  private static Optional<Creditor> chosen(List<Creditor> all, @Nullable String code) {
    return all.stream().filter(one -> code == null || one.code().equals(code)).findFirst();
  }
}
