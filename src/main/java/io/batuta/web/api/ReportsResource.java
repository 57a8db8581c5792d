package io.batuta.web.api;

import io.batuta.supervision.ResponseCube;
import io.batuta.supervision.ResponseCube.Cell;
import io.batuta.supervision.ResponseCube.Dimension;
import io.batuta.supervision.ResponseCube.Report;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What contacts led to. */
@Path("/api/v1/creditors/{creditor}/reports")
@Tag(name = "Reports")
@RolesAllowed({
  Role.ADMINISTRATOR,
  Role.STRATEGIST,
  Role.SUPERVISOR,
  Role.COMPLIANCE,
  Role.INTEGRATION
})
public class ReportsResource {

  private static final String CSV = "text/csv";
  private static final int MOST_DAYS = 92;
  private static final List<String> MEASURES =
      List.of(
          "people",
          "planned",
          "sent",
          "delivered",
          "read",
          "failed",
          "replied",
          "promised",
          "paid");

  /**
   * Volumes and response.
   *
   * @param rows by channel and the dimensions asked for
   * @param hidden cells left out because they hold fewer than 5 people
   */
  @Schema(name = "ChannelReport")
  public record ReportJson(LocalDate from, LocalDate until, List<RowJson> rows, int hidden) {}

  /**
   * One cell.
   *
   * @param by the value of each dimension asked for
   */
  @Schema(name = "ChannelReportRow")
  public record RowJson(
      String channel,
      Map<String, String> by,
      long people,
      long planned,
      long sent,
      long delivered,
      long read,
      long failed,
      long replied,
      long promised,
      long paid) {

    static RowJson of(Cell cell) {
      Map<String, String> by = new TreeMap<>();
      cell.by().forEach((dimension, value) -> by.put(dimension.tag(), value));
      return new RowJson(
          cell.channel(),
          by,
          cell.people(),
          cell.planned(),
          cell.sent(),
          cell.delivered(),
          cell.read(),
          cell.failed(),
          cell.replied(),
          cell.promised(),
          cell.paid());
    }
  }

  private record Question(Set<Dimension> by, LocalDate from, LocalDate until) {}

  private final CreditorDoor door;
  private final ResponseCube cube;

  ReportsResource(CreditorDoor door, ResponseCube cube) {
    this.door = door;
    this.cube = cube;
  }

  @GET
  @Path("channels")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Volumes and response by channel, and by who the people are",
      description =
          "by: any of ageBand, sex, region, bucket, with commas between. Of the nights from one date to the"
              + " other, 92 at most. Also as text/csv.")
  public Uni<ReportJson> channels(
      String creditor,
      @RestQuery @Nullable String by,
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String until) {
    Question question = question(by, from, until);
    return report(creditor, question)
        .map(
            report ->
                new ReportJson(
                    question.from(),
                    question.until(),
                    report.cells().stream().map(RowJson::of).toList(),
                    report.hidden()));
  }

  @GET
  @Path("channels")
  @Produces(CSV)
  @Operation(hidden = true)
  public Uni<String> channelsAsCsv(
      String creditor,
      @RestQuery @Nullable String by,
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String until) {
    Question question = question(by, from, until);
    return report(creditor, question).map(report -> csv(question, report));
  }

  private Uni<Report> report(String creditor, Question question) {
    return door.open(
        creditor, found -> cube.count(found, question.by(), question.from(), question.until()));
  }

  private static Question question(
      @Nullable String by, @Nullable String from, @Nullable String until) {
    Violations violations = new Violations();
    Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
    Stream.of((by == null ? "" : by).split(","))
        .filter(tag -> !tag.isBlank())
        .forEach(
            tag ->
                Dimension.ofTag(tag.strip())
                    .ifPresentOrElse(
                        dimensions::add,
                        () -> violations.add("by", "knows ageBand, sex, region and bucket alone")));
    violations.unless(from != null, "from", "is needed");
    violations.unless(until != null, "until", "is needed");
    violations.refuse("The report cannot be made");
    LocalDate first = Dates.read("from", from == null ? "" : from);
    LocalDate last = Dates.read("until", until == null ? "" : until);
    violations.unless(
        !last.isBefore(first) && last.isBefore(first.plusDays(MOST_DAYS)),
        "until",
        "must not precede from, and lie within " + MOST_DAYS + " days of it");
    violations.refuse("The report cannot be made");
    return new Question(dimensions, first, last);
  }

  private static String csv(Question question, Report report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        Stream.of(
                Stream.of("channel"), question.by().stream().map(Dimension::tag), MEASURES.stream())
            .flatMap(part -> part)
            .toList());
    report.cells().forEach(cell -> rows.add(row(cell)));
    return SafeCsv.write(rows);
  }

  private static List<String> row(Cell cell) {
    return Stream.of(
            Stream.of(cell.channel()),
            cell.by().values().stream(),
            Stream.of(
                    cell.people(),
                    cell.planned(),
                    cell.sent(),
                    cell.delivered(),
                    cell.read(),
                    cell.failed(),
                    cell.replied(),
                    cell.promised(),
                    cell.paid())
                .map(String::valueOf))
        .flatMap(part -> part)
        .toList();
  }
}
