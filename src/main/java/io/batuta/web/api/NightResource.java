package io.batuta.web.api;

import io.batuta.campaign.Approvals;
import io.batuta.campaign.Night;
import io.batuta.campaign.NightReport;
import io.batuta.portfolio.Creditor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Runs a night, or tries it, and says how far it has come. */
@Path("/api/v1/creditors/{creditor}/nights/{date}")
@Produces(MediaType.APPLICATION_JSON)
public class NightResource {

  private static final int DAYS_AHEAD = 31;

  private final CreditorDoor door;
  private final NightsUnderWay nights;
  private final Night night;
  private final Approvals approvals;
  private final Caller caller;
  private final Clock clock;

  NightResource(
      CreditorDoor door,
      NightsUnderWay nights,
      Night night,
      Approvals approvals,
      Caller caller,
      Clock clock) {
    this.approvals = approvals;
    this.caller = caller;
    this.door = door;
    this.nights = nights;
    this.night = night;
    this.clock = clock;
  }

  /** 202 at once; the night goes on behind. {@code Location} tells how far it is. */
  @POST
  @RolesAllowed({"administrator", "strategist", "integration"})
  public Uni<Response> start(
      @PathParam("creditor") String creditor,
      @PathParam("date") String date,
      @QueryParam("dryRun") boolean dryRun) {
    LocalDate day = day(date);
    return door.open(
        creditor,
        known -> {
          requireNear(day, known);
          return approvals
              .ordered(known, day, dryRun ? null : caller.id())
              .chain(() -> nights.start(known, day, dryRun))
              .map(done -> started(creditor, day, dryRun));
        });
  }

  /** Progress and result; 404 when the night was never started. */
  @GET
  @RolesAllowed({"administrator", "strategist", "supervisor", "compliance", "integration"})
  public Uni<NightJson> report(
      @PathParam("creditor") String creditor,
      @PathParam("date") String date,
      @QueryParam("dryRun") boolean dryRun) {
    LocalDate day = day(date);
    return door.open(creditor, known -> report(known, day, dryRun)).map(NightJson::of);
  }

  private Uni<NightReport> report(Creditor creditor, LocalDate day, boolean dryRun) {
    // Asked before it is looked up: a night that ends in between is found written.
    boolean running = nights.isRunning(creditor, day, dryRun);
    return night
        .report(creditor, day, dryRun)
        .map(
            found ->
                found
                    .or(() -> begun(creditor, day, running))
                    .orElseThrow(() -> Problem.notFound("no night was started for " + day)));
  }

  private static Optional<NightReport> begun(Creditor creditor, LocalDate day, boolean running) {
    return running ? Optional.of(NightReport.begun(day, creditor.currency())) : Optional.empty();
  }

  private static Response started(String creditor, LocalDate day, boolean dryRun) {
    UriBuilder location = UriBuilder.fromPath("/api/v1/creditors/{creditor}/nights/{date}");
    UriBuilder asked = dryRun ? location.queryParam("dryRun", true) : location;
    return Response.accepted().location(asked.build(creditor, day)).build();
  }

  /** A night writes facts that nobody can take back: a mistyped year must not. */
  private void requireNear(LocalDate day, Creditor creditor) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), creditor.timeZone());
    if (day.isBefore(today) || day.isAfter(today.plusDays(DAYS_AHEAD))) {
      throw Problem.invalid(
          "No night can be planned for this date",
          List.of(
              new Problem.Violation(
                  "date", "lies before today or more than " + DAYS_AHEAD + " days ahead")));
    }
  }

  private static LocalDate day(String date) {
    try {
      return LocalDate.parse(date);
    } catch (DateTimeException e) {
      throw Problem.invalid(
          "No such date",
          List.of(new Problem.Violation("date", "cannot be read; write it as 2026-11-23")));
    }
  }
}
