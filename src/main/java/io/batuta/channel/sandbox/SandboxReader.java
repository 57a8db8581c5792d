package io.batuta.channel.sandbox;

import io.batuta.channel.CallbackReader;
import io.batuta.channel.CallbackReading;
import io.batuta.channel.CallbackReading.Events;
import io.batuta.channel.CallbackReading.Forged;
import io.batuta.channel.CallbackReading.Unreadable;
import io.batuta.channel.JsonPayload;
import io.batuta.channel.JsonPayload.Malformed;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.RawCallback;
import io.batuta.channel.StandardWebhooks;
import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * {@code /webhooks/sandbox}: what simulated carriers report, signed by the Standard Webhooks
 * scheme:
 *
 * <pre>
 * {"events":[{"id","type","channel","messageId","contact","occurredAt","code","addressIsDead","from","text"}]}
 * </pre>
 *
 * A type we do not know is passed over; an event that is broken makes the whole body unreadable, so
 * that none of it is half taken. Without a configured secret every call is forged.
 */
@ApplicationScoped
class SandboxReader implements CallbackReader {

  private static final String PROVIDER = "sandbox";

  private final Optional<StandardWebhooks> signatures;

  SandboxReader(@ConfigProperty(name = "batuta.channel.sandbox.secret") Optional<String> secret) {
    this.signatures = secret.map(StandardWebhooks::new);
  }

  @Override
  public String path() {
    return PROVIDER;
  }

  @Override
  public Uni<CallbackReading> read(RawCallback call) {
    String fault = signatures.map(s -> s.fault(call)).orElse("no secret is configured");
    return Uni.createFrom()
        .item(() -> fault.isEmpty() ? readTrusted(call.body()) : new Forged(fault));
  }

  @Override
  public CallbackReading readTrusted(byte[] body) {
    try {
      JsonPayload payload = JsonPayload.parse(body);
      if (!payload.has("events")) {
        throw new Malformed("no events");
      }
      return new Events(payload.array("events").stream().flatMap(SandboxReader::event).toList());
    } catch (Malformed e) {
      return new Unreadable(e.why());
    }
  }

  private static Stream<ProviderEvent> event(Object item) {
    if (!(item instanceof JsonObject object)) {
      throw new Malformed("an event is not an object");
    }
    JsonPayload event = new JsonPayload(object);
    return kind(event.requiredText("type"))
        .map(
            kind ->
                new ProviderEvent(
                    PROVIDER,
                    event.requiredText("id"),
                    channel(event.requiredText("channel")),
                    event.text("messageId").orElse(null),
                    contact(event),
                    kind,
                    event.requiredInstant("occurredAt"),
                    event.text("code").orElse(null),
                    event.flag("addressIsDead"),
                    event.text("from").orElse(null),
                    event.text("text").orElse(null)))
        .stream();
  }

  private static Optional<Kind> kind(String type) {
    return Stream.of(Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(type))
        .findFirst();
  }

  private static Channel channel(String name) {
    return Stream.of(Channel.values())
        .filter(channel -> channel.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Malformed("channel is none that we know"));
  }

  private static @Nullable ContactId contact(JsonPayload event) {
    try {
      return event.text("contact").map(UUID::fromString).map(ContactId::new).orElse(null);
    } catch (IllegalArgumentException e) {
      throw new Malformed("contact is not an id");
    }
  }
}
