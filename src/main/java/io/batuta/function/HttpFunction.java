package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.batuta.telemetry.WaitingSpans;
import io.quarkus.netty.runtime.virtual.VirtualClientConnection;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import jakarta.inject.Named;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code http}: REST, pages and webhooks behind API Gateway (HTTP API, payload 2.0). The request
 * goes to the same router as on a socket, through Quarkus' in-process channel, which is there when
 * built with {@code -Dapp.http.virtual=true}.
 */
@Named("http")
public class HttpFunction
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  private static final Logger LOG = Logger.getLogger(HttpFunction.class);

  private static final Duration WITHOUT_CONTEXT = Duration.ofSeconds(29);

  /** What is left for writing the answer once waiting has ended. */
  private static final Duration SPARE = Duration.ofMillis(500);

  @Override
  public APIGatewayV2HTTPResponse handleRequest(
      APIGatewayV2HTTPEvent event, @Nullable Context context) {
    GatewayRequest request;
    try {
      request = GatewayRequest.of(event);
    } catch (IllegalArgumentException e) {
      LOG.warnf("no request of an HTTP API: %s", e.getMessage());
      return GatewayAnswer.failed(400, "bad-request", "The request cannot be read");
    }
    GatewayAnswer answer = new GatewayAnswer();
    VirtualClientConnection<?> connection =
        VirtualClientConnection.connect(answer, VertxHttpRecorder.VIRTUAL_HTTP, request.client());
    try {
      request.messages().forEach(connection::sendMessage);
      return answer.within(timeLeft(context));
    } finally {
      connection.close();
      WaitingSpans.send();
    }
  }

  private static Duration timeLeft(@Nullable Context context) {
    return context == null
        ? WITHOUT_CONTEXT
        : Duration.ofMillis(context.getRemainingTimeInMillis()).minus(SPARE);
  }
}
