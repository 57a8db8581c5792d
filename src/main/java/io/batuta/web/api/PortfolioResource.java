package io.batuta.web.api;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.ImportMode;
import io.batuta.portfolio.ImportOutcome.Broken;
import io.batuta.portfolio.ImportOutcome.Loaded;
import io.batuta.portfolio.ImportOutcome.Outdated;
import io.batuta.portfolio.ImportReport;
import io.batuta.portfolio.PortfolioImport;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A lender's file in, and what became of it. */
@Path("/api/v1/creditors/{creditor}")
@Produces("application/json")
public class PortfolioResource {

  private final CreditorDoor door;
  private final PortfolioImport portfolio;

  PortfolioResource(CreditorDoor door, PortfolioImport portfolio) {
    this.door = door;
    this.portfolio = portfolio;
  }

  /**
   * Streams a file in, of any size, and answers when it is loaded. Not cancelled when the caller
   * hangs up: then the file is cut, and the import ends by itself, with nothing loaded.
   */
  @POST
  @Path("/portfolio")
  @Consumes("text/csv")
  @RolesAllowed({"administrator", "supervisor", "integration"})
  @Blocking
  @Cancellable(false)
  public Uni<ImportReport> load(
      @PathParam("creditor") String code,
      @QueryParam("mode") @DefaultValue("delta") String mode,
      InputStream csv) {
    ImportMode known =
        ImportMode.ofTag(mode)
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "Unknown mode",
                        List.of(new Problem.Violation("mode", "delta or snapshot"))));
    return door.open(code, creditor -> load(creditor, known, csv));
  }

  /** How far an import is, or what became of it, with its first rejections. */
  @GET
  @Path("/imports/{importId}")
  @RolesAllowed({"administrator", "supervisor", "integration"})
  public Uni<ImportReport> report(
      @PathParam("creditor") String code, @PathParam("importId") UUID importId) {
    return door.open(code, creditor -> found(creditor, importId));
  }

  /** Everything that an import refused, for a spreadsheet. */
  @GET
  @Path("/imports/{importId}/rejections.csv")
  @Produces("text/csv;charset=UTF-8")
  @RolesAllowed({"administrator", "supervisor", "integration"})
  public Multi<String> rejections(
      @PathParam("creditor") String code, @PathParam("importId") UUID importId) {
    return door.open(code, creditor -> found(creditor, importId).replaceWith(creditor))
        .onItem()
        .transformToMulti(
            creditor ->
                Multi.createBy()
                    .concatenating()
                    .streams(
                        Multi.createFrom().item(RejectionsCsv.HEADER),
                        portfolio.rejections(creditor.id(), importId).map(RejectionsCsv::lines)));
  }

  private Uni<ImportReport> load(Creditor creditor, ImportMode mode, InputStream csv) {
    return portfolio
        .load(creditor, mode, csv)
        .map(
            outcome ->
                switch (outcome) {
                  case Loaded(ImportReport report) -> report;
                  case Broken broken -> throw new BrokenFileProblem(broken);
                  case Outdated outdated -> throw Problem.conflict(outdated.reason());
                });
  }

  private Uni<ImportReport> found(Creditor creditor, UUID importId) {
    return portfolio
        .report(creditor.id(), importId)
        .map(
            report ->
                report.orElseThrow(() -> Problem.notFound("no import has the id " + importId)));
  }
}
