package io.batuta.web.webhook;

import io.batuta.channel.RawCallback;
import io.batuta.channel.StandardWebhooks;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.portfolio.PortfolioBusy;
import io.batuta.suppression.PaymentLines;
import io.batuta.suppression.Payments;
import io.batuta.suppression.PaymentsReading;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/**
 * {@code POST /webhooks/payments/{creditor}}: payments as they are booked, signed by the Standard
 * Webhooks scheme. The signature is checked before the creditor is looked up, so that nobody can
 * try out names. Each creditor has a secret of its own, made from the installation's: what one
 * signs says nothing for another.
 */
@Path("/webhooks/payments/{creditor}")
@PermitAll
public class PaymentWebhookResource {

  private static final Logger LOG = Logger.getLogger(PaymentWebhookResource.class);

  private final Optional<StandardWebhooks> signatures;
  private final CreditorStore creditors;
  private final Payments payments;
  private final Clock clock;

  PaymentWebhookResource(
      @ConfigProperty(name = "batuta.webhooks.payments.secret") Optional<String> secret,
      CreditorStore creditors,
      Payments payments,
      Clock clock) {
    this.signatures = secret.map(StandardWebhooks::new);
    this.creditors = creditors;
    this.payments = payments;
    this.clock = clock;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Payments, signed")
  public Uni<Response> accept(
      @PathParam("creditor") String code, @Context HttpHeaders headers, byte[] body) {
    if (WebhookCalls.isTooLarge(body)) {
      return Uni.createFrom().item(WebhookCalls.tooLarge());
    }
    RawCallback call = WebhookCalls.call(headers, body, clock.instant());
    String fault =
        signatures
            .map(all -> new StandardWebhooks(all.secretOf(code)).fault(call))
            .orElse("no secret is configured");
    return fault.isEmpty()
        ? record(code, body)
        : Uni.createFrom()
            .item(WebhookCalls.problem(401, "forged", "Not from the sender, or too old", fault));
  }

  private Uni<Response> record(String code, byte[] body) {
    return creditors
        .byCode(code)
        .chain(
            found ->
                found
                    .map(creditor -> record(creditor, body))
                    .orElseGet(PaymentWebhookResource::nobody))
        .onFailure(PortfolioBusy.class)
        .recoverWithItem(PaymentWebhookResource::busy)
        .onFailure()
        .recoverWithItem(
            e -> {
              LOG.error("payments webhook: not taken over", e);
              return unavailable();
            });
  }

  private Uni<Response> record(Creditor creditor, byte[] body) {
    return switch (PaymentLines.parseJson(body)) {
      case PaymentsReading.Lines lines ->
          payments
              .record(creditor, lines.payments())
              .map(report -> Response.ok(report, MediaType.APPLICATION_JSON).build());
      case PaymentsReading.Unreadable bad ->
          Uni.createFrom()
              .item(WebhookCalls.problem(400, "unreadable", "Not to be understood", bad.reason()));
    };
  }

  private static Uni<Response> nobody() {
    return Uni.createFrom()
        .item(WebhookCalls.problem(404, "not-found", "No creditor has this code", null));
  }

  private static Response busy() {
    return Response.fromResponse(
            WebhookCalls.problem(
                503,
                "portfolio-busy",
                "A file of this creditor is becoming the portfolio: come again",
                null))
        .header(HttpHeaders.RETRY_AFTER, PortfolioBusy.COME_AGAIN_AFTER.toSeconds())
        .build();
  }

  private static Response unavailable() {
    return WebhookCalls.problem(503, "unavailable", "Ours to mend: come again", null);
  }
}
