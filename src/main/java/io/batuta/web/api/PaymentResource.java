package io.batuta.web.api;

import io.batuta.suppression.Payment;
import io.batuta.suppression.PaymentLines;
import io.batuta.suppression.PaymentRejection;
import io.batuta.suppression.Payments;
import io.batuta.suppression.PaymentsReading;
import io.batuta.suppression.PaymentsReading.Lines;
import io.batuta.suppression.PaymentsReading.Unreadable;
import io.batuta.suppression.PaymentsReport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What debtors paid, as the creditor reports it. */
@Path("/api/v1/creditors/{creditor}/payments")
@Produces("application/json")
@RolesAllowed({"administrator", "supervisor", "integration"})
public class PaymentResource {

  private final CreditorDoor door;
  private final Payments payments;

  PaymentResource(CreditorDoor door, Payments payments) {
    this.door = door;
    this.payments = payments;
  }

  @POST
  @Consumes("application/json")
  public Uni<PaymentsReport> json(@PathParam("creditor") String code, byte[] body) {
    return record(code, PaymentLines.parseJson(body));
  }

  @POST
  @Consumes("text/csv")
  public Uni<PaymentsReport> csv(@PathParam("creditor") String code, byte[] body) {
    return record(code, PaymentLines.parseCsv(body));
  }

  /**
   * When it was taken back, and of how much; both may be left out.
   *
   * @param amount of the whole payment, to be sure that the same is meant; with its currency
   * @param reversedAt RFC 3339, or a day; now where it is left out
   */
  @Schema(name = "Reversal")
  public record ReversalBody(
      @Nullable String amount, @Nullable String currency, @Nullable String reversedAt) {}

  /**
   * What became of it.
   *
   * @param state {@code reversed}: it is owed again; {@code waiting}: the payment has not come, and
   *     is taken back when it does; {@code known}: it was told before
   */
  @Schema(name = "ReversalAnswer")
  public record ReversalJson(String reference, String state) {}

  @POST
  @Path("{reference}/reversal")
  @Consumes("application/json")
  @Operation(
      summary = "A payment was taken back: it is owed again",
      description =
          "Balance, account and promise stand as if it had not been paid. Harmless twice. One that comes before its"
              + " payment is kept (202) and taken back when it comes.")
  @APIResponse(
      responseCode = "200",
      description = "It is owed again, or was told before",
      content = @Content(schema = @Schema(implementation = ReversalJson.class)))
  @APIResponse(
      responseCode = "202",
      description = "The payment has not come: it is taken back when it does",
      content = @Content(schema = @Schema(implementation = ReversalJson.class)))
  public Uni<RestResponse<ReversalJson>> reverse(
      @PathParam("creditor") String code,
      @PathParam("reference") String reference,
      @RequestBody(required = false) @Nullable ReversalBody body) {
    ReversalBody said = body == null ? new ReversalBody(null, null, null) : body;
    Payment back =
        new Payment(0, reference, null, said.amount(), said.currency(), said.reversedAt(), "true");
    return door.open(code, creditor -> payments.record(creditor, List.of(back)))
        .map(report -> answer(reference, report));
  }

  private static RestResponse<ReversalJson> answer(String reference, PaymentsReport report) {
    for (PaymentRejection refused : report.rejections()) {
      String field = "paidAt".equals(refused.field()) ? "reversedAt" : refused.field();
      throw Problem.invalid(
          "The payment cannot be taken back",
          List.of(new Problem.Violation(String.valueOf(field), refused.reason())));
    }
    if (report.waiting() > 0) {
      return RestResponse.status(
          RestResponse.Status.ACCEPTED, new ReversalJson(reference, "waiting"));
    }
    return RestResponse.ok(
        new ReversalJson(reference, report.reversed() > 0 ? "reversed" : "known"));
  }

  private Uni<PaymentsReport> record(String code, PaymentsReading reading) {
    return switch (reading) {
      case Lines lines -> door.open(code, creditor -> payments.record(creditor, lines.payments()));
      case Unreadable unreadable -> Uni.createFrom().failure(new BrokenFileProblem(unreadable));
    };
  }
}
