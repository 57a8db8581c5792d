package io.batuta.web.api;

import io.batuta.channel.StandardWebhooks;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a creditor signs its payment webhook with. */
@Path("/api/v1/creditors/{creditor}/payment-secret")
@Tag(name = "Payments")
public class PaymentSecretResource {

  private final CreditorDoor door;
  private final Optional<StandardWebhooks> installation;

  PaymentSecretResource(
      CreditorDoor door,
      @ConfigProperty(name = "batuta.webhooks.payments.secret") Optional<String> secret) {
    this.door = door;
    this.installation = secret.map(StandardWebhooks::new);
  }

  /**
   * The secret of one creditor.
   *
   * @param secret a Standard Webhooks key: {@code whsec_…}
   */
  public record PaymentSecret(String secret) {}

  @GET
  @RolesAllowed({Role.INSTALLATION, Role.ADMINISTRATOR})
  @Operation(summary = "The key that this creditor signs /webhooks/payments with")
  public Uni<PaymentSecret> get(String creditor) {
    return door.open(
        creditor,
        found ->
            installation
                .map(all -> Uni.createFrom().item(new PaymentSecret(all.secretOf(found.code()))))
                .orElseThrow(
                    () -> Problem.notFound("this installation takes no payments by webhook")));
  }
}
