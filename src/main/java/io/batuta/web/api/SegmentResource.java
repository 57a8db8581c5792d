package io.batuta.web.api;

import io.batuta.portfolio.Creditor;
import io.batuta.segment.BadRule;
import io.batuta.segment.Rule;
import io.batuta.segment.Segment;
import io.batuta.segment.SegmentBuilder;
import io.batuta.segment.SegmentPreview;
import io.batuta.segment.SegmentStore;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Segments: rules under a name, and what a rule would bring in. */
@Path("/api/v1/creditors/{creditor}/segments")
public class SegmentResource {

  private static final int MAX_NAME = 200;
  private static final int MAX_PAGE = 500;

  private final CreditorDoor door;
  private final SegmentBuilder builder;
  private final SegmentStore segments;
  private final Clock clock;

  SegmentResource(CreditorDoor door, SegmentBuilder builder, SegmentStore segments, Clock clock) {
    this.door = door;
    this.builder = builder;
    this.segments = segments;
    this.clock = clock;
  }

  /** A rule to try. */
  public record RuleJson(@Nullable String rule) {}

  /** Whom it brings in; {@code sample} has ten debtor numbers at most. */
  public record PreviewJson(long debtors, MoneyJson balance, List<String> sample) {
    static PreviewJson of(SegmentPreview preview) {
      return new PreviewJson(preview.debtors(), MoneyJson.of(preview.balance()), preview.sample());
    }
  }

  /** A segment to store. */
  public record SegmentJson(@Nullable String rule, @Nullable String description) {}

  /** Counts the debtors of a rule today, in the creditor's zone. A bad rule: 422 with its place. */
  @POST
  @Path("/preview")
  @RolesAllowed({"administrator", "strategist", "supervisor", "compliance", "integration"})
  public Uni<PreviewJson> preview(@PathParam("creditor") String creditor, @Nullable RuleJson body) {
    Rule rule = rule(body == null ? null : body.rule());
    return door.open(creditor, found -> builder.preview(found, rule, today(found)))
        .map(PreviewJson::of);
  }

  /** Stores a segment under its name, or changes it. A bad rule: 422, and nothing is changed. */
  @PUT
  @Path("/{name}")
  @RolesAllowed({"administrator", "strategist"})
  public Uni<Segment> put(
      @PathParam("creditor") String creditor,
      @PathParam("name") String name,
      @Nullable SegmentJson body) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw Problem.invalid(
          "The segment cannot be stored",
          List.of(new Problem.Violation("name", "has 1 to " + MAX_NAME + " characters")));
    }
    Rule rule = rule(body == null ? null : body.rule());
    String description =
        body == null || body.description() == null ? "" : body.description().strip();
    return door.open(creditor, found -> segments.put(found, name, rule, description));
  }

  /** The segment of that name, or 404. */
  @GET
  @Path("/{name}")
  @RolesAllowed({"administrator", "strategist", "supervisor", "compliance", "integration"})
  public Uni<Segment> get(@PathParam("creditor") String creditor, @PathParam("name") String name) {
    return door.open(creditor, found -> segments.byName(found, name))
        .map(found -> found.orElseThrow(() -> Problem.notFound("no segment is called " + name)));
  }

  /** A page of segments by name. */
  @GET
  @RolesAllowed({"administrator", "strategist", "supervisor", "compliance", "integration"})
  public Uni<List<Segment>> list(
      @PathParam("creditor") String creditor,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    int page = Math.clamp(limit, 1, MAX_PAGE);
    return door.open(creditor, found -> segments.after(found, after, page));
  }

  private static Rule rule(@Nullable String text) {
    return switch (Rule.parse(text == null ? "" : text)) {
      case Rule rule -> rule;
      case BadRule bad -> throw badRule(bad);
    };
  }

  private static Problem badRule(BadRule bad) {
    return new Problem(
        new Problem.Body(
            422,
            "/problems/bad-rule",
            "The rule cannot be read",
            bad.message(),
            null,
            bad.position(),
            bad.length()));
  }

  private LocalDate today(Creditor creditor) {
    return LocalDate.ofInstant(clock.instant(), creditor.timeZone());
  }
}
