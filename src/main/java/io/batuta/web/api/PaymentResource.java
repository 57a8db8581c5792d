package io.batuta.web.api;

import io.batuta.suppression.PaymentLines;
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

  private Uni<PaymentsReport> record(String code, PaymentsReading reading) {
    return switch (reading) {
      case Lines lines -> door.open(code, creditor -> payments.record(creditor, lines.payments()));
      case Unreadable unreadable -> Uni.createFrom().failure(new BrokenFileProblem(unreadable));
    };
  }
}
