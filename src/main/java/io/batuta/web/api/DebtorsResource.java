package io.batuta.web.api;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorStatus;
import io.batuta.supervision.DebtorLine;
import io.batuta.supervision.DebtorTimeline;
import io.batuta.supervision.DebtorView;
import io.batuta.supervision.Debtors;
import io.batuta.supervision.TimelineFact;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Debtors, and everything that happened with one. */
@Path("/api/v1/creditors/{creditor}/debtors")
@Tag(name = "Debtors")
@RolesAllowed({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.AGENT, Role.COMPLIANCE, Role.INTEGRATION})
public class DebtorsResource {

  private static final int MOST_FOUND = 100;

  private final CreditorDoor door;
  private final Debtors debtors;
  private final DebtorTimeline timeline;
  private final Caller caller;

  DebtorsResource(CreditorDoor door, Debtors debtors, DebtorTimeline timeline, Caller caller) {
    this.door = door;
    this.debtors = debtors;
    this.timeline = timeline;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "The debtors by number")
  public Uni<ListPage<DebtorJson.Line>> list(
      String creditor,
      @RestQuery @Nullable String status,
      @RestQuery @Nullable String after,
      @RestQuery @Nullable Integer limit) {
    int size = ListPage.limit(limit);
    Optional<DebtorStatus> wanted = Optional.ofNullable(status).map(DebtorsResource::status);
    return door.open(
            creditor, found -> debtors.list(found, wanted, after == null ? "" : after, size))
        .map(rows -> ListPage.of(rows, size, DebtorJson.Line::of, DebtorLine::number));
  }

  /**
   * Who is looked for: all that is given has to fit, and one of phone and e-mail at most.
   *
   * @param name the whole name; accents, capitals and dots are no difference
   * @param phone in E.164, or as it is written in the creditor's country
   */
  @Schema(name = "DebtorSearch")
  public record SearchBody(
      @Nullable String name,
      @Nullable String document,
      @Nullable String phone,
      @Nullable String email) {}

  @POST
  @Path("search")
  @RolesAllowed({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.AGENT, Role.COMPLIANCE})
  @Operation(
      summary = "Find debtors by who they are",
      description =
          "By the whole name, the document, a phone or an e-mail, exactly. In a body, since addresses of"
              + " requests are written down on their way. A hundred at most; changes nothing.")
  public Uni<List<DebtorJson.Line>> search(String creditor, SearchBody body) {
    Debtors.Wanted wanted = wanted(Body.of(body));
    return door.open(creditor, found -> debtors.search(found, wanted, MOST_FOUND))
        .map(lines -> lines.stream().map(DebtorJson.Line::of).toList());
  }

  private static Debtors.Wanted wanted(SearchBody body) {
    Debtors.Wanted wanted =
        new Debtors.Wanted(
            said(body.name()), said(body.document()), said(body.phone()), said(body.email()));
    if (wanted.equals(new Debtors.Wanted(null, null, null, null))) {
      throw invalid("name", "name, document, phone or email is needed");
    }
    if (wanted.phone() != null && wanted.email() != null) {
      throw invalid("email", "ask for one address at a time");
    }
    return wanted;
  }

  private static @Nullable String said(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  @GET
  @Path("{number}")
  @Operation(
      summary = "A debtor",
      description = "Contact points are masked. The name is there for roles that work with people.")
  public Uni<DebtorJson> get(String creditor, String number) {
    return door.open(creditor, found -> view(found, number)).map(DebtorJson::of);
  }

  @GET
  @Path("{number}/timeline")
  @Operation(
      summary = "Every fact over all channels, oldest first",
      description =
          "Each with why, in Spanish or, by Accept-Language, in English. Words that were said are there for"
              + " roles that work with people.")
  public Uni<ListPage<TimelineJson>> timeline(
      String creditor,
      String number,
      @RestQuery @Nullable String after,
      @RestQuery @Nullable Integer limit,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language) {
    int size = ListPage.limit(limit);
    DebtorTimeline.Mark mark = after == null ? DebtorTimeline.Mark.BEGINNING : mark(after);
    String reader = language == null ? "es" : language;
    return door.open(
            creditor,
            found ->
                view(found, number)
                    .chain(
                        debtor ->
                            timeline.read(found, debtor.id(), mark, size, caller.mayReadWords())))
        .map(facts -> page(facts, size, reader));
  }

  private Uni<DebtorView> view(Creditor creditor, String number) {
    return debtors
        .byNumber(creditor, number, caller.mayReadWords())
        .map(found -> Names.found(found, "debtor", number));
  }

  private static ListPage<TimelineJson> page(List<TimelineFact> facts, int size, String language) {
    return ListPage.of(
        facts, size, fact -> TimelineJson.of(fact, language), fact -> fact.at() + "_" + fact.id());
  }

  private static DebtorTimeline.Mark mark(String after) {
    String[] parts = after.split("_", 2);
    try {
      return new DebtorTimeline.Mark(Instant.parse(parts[0]), Long.parseLong(parts[1]));
    } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw invalid("after", "must be the next of an earlier answer");
    }
  }

  private static DebtorStatus status(String tag) {
    return DebtorStatus.stated().stream()
        .filter(status -> status.tag().equals(tag))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "status",
                    "must be one of "
                        + DebtorStatus.stated().stream()
                            .map(DebtorStatus::tag)
                            .collect(Collectors.joining(", "))));
  }

  private static Problem invalid(String field, String message) {
    return Problem.invalid(
        "The debtors cannot be read so", List.of(new Problem.Violation(field, message)));
  }
}
