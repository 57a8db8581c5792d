package io.batuta.web.console;

import io.batuta.campaign.Approvals;
import io.batuta.dispatch.SpendLine;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.supervision.Operations;
import io.batuta.suppression.Standstills;
import io.batuta.web.api.ApprovalDoor;
import io.batuta.web.api.Dates;
import io.batuta.web.api.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What holds contacts up and waits for somebody, for the board. */
@Path("/operations.json")
public class OperationsPage {

  /**
   * @param channel null: every one
   * @param byMachine the brake stopped it
   */
  public record Stop(@Nullable String channel, String why, Instant since, boolean byMachine) {}

  /** A campaign's night that waits for a second person. */
  public record Waiting(
      LocalDate night,
      String campaign,
      long members,
      long contacts,
      String cost,
      @Nullable Instant expiresAt) {}

  /** How much of the nearer limit of a channel is spent. */
  public record Spent(String channel, long percent) {}

  /** All of it; empty lists where nothing holds anything up. */
  public record OperationsJson(
      String currency, List<Stop> stops, List<Waiting> waiting, List<Spent> spent) {}

  /** Which night of which campaign, and how many contacts were looked at. */
  public record Approve(
      @Nullable String night, @Nullable String campaign, @Nullable Long contacts) {}

  private static final int MICROS = 6;

  private final ConsoleDoor door;
  private final CreditorStore creditors;
  private final Operations operations;
  private final ApprovalDoor approval;

  OperationsPage(
      ConsoleDoor door, CreditorStore creditors, Operations operations, ApprovalDoor approval) {
    this.approval = approval;
    this.door = door;
    this.creditors = creditors;
    this.operations = operations;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(hidden = true)
  public Uni<OperationsJson> json(@RestQuery @Nullable String creditor) {
    door.admit();
    return creditors
        .byCode(String.valueOf(creditor))
        .map(
            found ->
                found.filter(door::shows).orElseThrow(() -> Problem.notFound("no such creditor")))
        .chain(found -> operations.of(found).map(now -> json(found, now)));
  }

  /**
   * What the button of the board orders. JSON alone: a form of somebody else's page, which a
   * browser would send with the key, cannot say that, and another page's script is not let through.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Uni<Approvals.Approval> approve(@RestQuery @Nullable String creditor, Approve order) {
    door.admit();
    return creditors
        .byCode(String.valueOf(creditor))
        .map(
            found ->
                found.filter(door::shows).orElseThrow(() -> Problem.notFound("no such creditor")))
        .chain(
            found ->
                approval.approve(
                    found,
                    Dates.read(String.valueOf(order.night())),
                    String.valueOf(order.campaign()),
                    order.contacts()));
  }

  private static OperationsJson json(Creditor creditor, Operations.Now now) {
    return new OperationsJson(
        creditor.currency().getCurrencyCode(),
        now.standstills().stream().map(OperationsPage::stop).toList(),
        now.approvals().stream()
            .filter(one -> one.state().equals("waiting"))
            .map(OperationsPage::waiting)
            .toList(),
        now.limits().spend().stream().map(OperationsPage::spent).toList());
  }

  private static Stop stop(Standstills.Standstill one) {
    return new Stop(
        one.channel() == null ? null : one.channel().name(),
        one.why(),
        one.orderedAt(),
        one.orderedBy().equals(Standstills.MACHINE));
  }

  private static Waiting waiting(Approvals.Approval one) {
    return new Waiting(
        one.night(),
        one.campaign(),
        one.members(),
        one.contacts(),
        BigDecimal.valueOf(one.costMicros(), MICROS).toPlainString(),
        one.expiresAt());
  }

  private static Spent spent(SpendLine line) {
    return new Spent(line.channel().name(), line.percent());
  }
}
