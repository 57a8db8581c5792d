package io.batuta.web.webhook;

import io.batuta.callback.Answer;
import io.batuta.callback.CallbackIntake;
import io.batuta.channel.RawCallback;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * {@code POST /webhooks/{path}}: the untouched body to the intake, its answer back. Any content
 * type, since SNS posts JSON as {@code text/plain}. Nobody logs in here: each reader checks its
 * provider's signature.
 */
@Path("/webhooks")
@PermitAll
public class WebhookResource {

  private final CallbackIntake intake;
  private final Clock clock;

  WebhookResource(CallbackIntake intake, Clock clock) {
    this.intake = intake;
    this.clock = clock;
  }

  @POST
  @Path("{path}")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "What a provider reports")
  public Uni<Response> accept(
      @PathParam("path") String path, @Context HttpHeaders headers, byte[] body) {
    RawCallback call = WebhookCalls.call(headers, body, clock.instant());
    return WebhookCalls.isTooLarge(body)
        ? Uni.createFrom().item(WebhookCalls.tooLarge())
        : intake.accept(path, call).map(WebhookResource::response);
  }

  private static Response response(Answer answer) {
    return switch (answer) {
      case Answer.Stored stored -> Response.ok(stored, MediaType.APPLICATION_JSON).build();
      case Answer.UnknownPath unknown ->
          WebhookCalls.problem(404, "not-found", "No provider calls back here", null);
      case Answer.Forged forged ->
          WebhookCalls.problem(401, "forged", "Not from the provider, or too old", forged.why());
      case Answer.Unreadable bad ->
          WebhookCalls.problem(
              400, "unreadable", "Not to be understood; kept for study", bad.why());
      case Answer.Unavailable ours ->
          WebhookCalls.problem(503, "unavailable", "Ours to mend: come again", ours.why());
    };
  }
}
