package io.batuta.faults;

import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OneCall;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.portfolio.Channel;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends to the {@link Carrier} of the parent process, as a careful gateway would: one call, no
 * retry, and whatever is not a plain answer is unknown. Only there when {@code scripts/faults}
 * runs, and only for a made-up creditor.
 */
@Singleton
@LookupIfProperty(name = "batuta.faults.enabled", stringValue = "true")
final class CarrierGateway implements ChannelGateway {

  static final String PROVIDER = "faults";

  private static final int CONNECTIONS = 40;

  private final HttpClient client;
  private final int port;
  private final AtomicInteger callsLeft = new AtomicInteger(Integer.MAX_VALUE);
  private volatile Runnable parked = () -> {};

  CarrierGateway(
      Vertx vertx,
      @ConfigProperty(name = "batuta.faults.carrier-port", defaultValue = "0") int port) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setKeepAlive(true));
    this.port = port;
  }

  /** The process stands still before that call, until it is killed. */
  void parkBefore(int call, Runnable told) {
    parked = told;
    callsLeft.set(call);
  }

  @Override
  public String provider() {
    return PROVIDER;
  }

  @Override
  public Set<Channel> channels() {
    return Set.of(Channel.values());
  }

  @Override
  public Uni<SendOutcome> send(OutboundMessage message) {
    if (!message.fictional()) {
      return Uni.createFrom().item(new SendOutcome.Rejected(OneCall.FICTIONAL, false));
    }
    if (callsLeft.decrementAndGet() == 0) {
      parked.run();
      standStill();
    }
    return Uni.createFrom()
        .emitter(
            emitter ->
                post(message)
                    .onComplete(
                        answer ->
                            emitter.complete(
                                answer.succeeded()
                                    ? answer.result()
                                    : new SendOutcome.Unknown(
                                        answer.cause().getClass().getSimpleName()))));
  }

  /** On the event loop, on purpose: nothing of this process goes on beside it. */
  private static void standStill() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Future<SendOutcome> post(OutboundMessage message) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/messages/" + message.contact().value())
            .putHeader("x-channel", message.channel().name())
            .setTimeout(message.timeout().toMillis());
    return client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(message.body())))
        .compose(response -> response.body().map(body -> outcome(response.statusCode(), body)));
  }

  private static SendOutcome outcome(int status, Buffer body) {
    JsonObject said = body.toJsonObject();
    return switch (status) {
      case 202 -> new SendOutcome.Accepted(said.getString("id"));
      case 429 ->
          new SendOutcome.Deferred(
              Duration.ofSeconds(Long.parseLong(said.getString("after"))), "429");
      case 400 -> new SendOutcome.Rejected("400", false);
      default -> new SendOutcome.Unknown(Integer.toString(status));
    };
  }
}
