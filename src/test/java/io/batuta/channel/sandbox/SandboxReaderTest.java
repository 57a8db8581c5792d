package io.batuta.channel.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.batuta.channel.CallbackContract;
import io.batuta.channel.CallbackReader;
import io.batuta.channel.CallbackReading.Events;
import io.batuta.channel.CallbackReading.Forged;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.RawCallback;
import io.batuta.channel.StandardWebhooks;
import io.batuta.portfolio.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SandboxReaderTest extends CallbackContract {

  private static final String SECRET = "whsec_b25lLXNlY3JldC1mb3ItdGhpcy10ZXN0LW9ubHk=";
  private static final String OTHERS = "whsec_c29tZWJvZHktZWxzZSdzLXNlY3JldC1mb3ItdGVzdHM=";
  private static final String DELIVERED =
      """
      {"events":[{"id":"e1","type":"delivered","channel":"SMS","messageId":"m1",
       "contact":"00000000-0000-8000-8000-000000000001","occurredAt":"2026-11-23T14:59:00Z"}]}""";

  @Override
  protected CallbackReader reader() {
    return new SandboxReader(Optional.of(SECRET));
  }

  @Override
  protected RawCallback genuine() {
    return signed(SECRET, DELIVERED, NOW);
  }

  @Override
  protected RawCallback forged() {
    return signed(OTHERS, DELIVERED, NOW);
  }

  @Override
  protected RawCallback stale() {
    return signed(SECRET, DELIVERED, NOW.minus(Duration.ofMinutes(6)));
  }

  @Override
  protected RawCallback unknownEvent() {
    return signed(SECRET, DELIVERED.replace("delivered", "levitated"), NOW);
  }

  @Override
  protected RawCallback broken() {
    return signed(SECRET, DELIVERED.replace("2026-11-23T14:59:00Z", "yesterday"), NOW);
  }

  @Test
  void without_a_secret_nobody_is_believed() {
    var closed = new SandboxReader(Optional.empty());
    assertInstanceOf(Forged.class, closed.read(genuine()).await().indefinitely());
  }

  @Test
  void every_kind_of_event_is_known_by_its_name() {
    for (Kind kind : Kind.values()) {
      String name = kind.name().toLowerCase(java.util.Locale.ROOT);
      ProviderEvent event =
          assertInstanceOf(
                  Events.class, read(signed(SECRET, DELIVERED.replace("delivered", name), NOW)))
              .events()
              .getFirst();
      assertEquals(kind, event.kind());
      assertEquals(Channel.SMS, event.channel());
    }
  }

  private static RawCallback signed(String secret, String body, Instant at) {
    return new RawCallback(
        Map.of(
            StandardWebhooks.ID, List.of("msg-1"),
            StandardWebhooks.TIMESTAMP, List.of(Long.toString(at.getEpochSecond())),
            StandardWebhooks.SIGNATURE,
                List.of(new StandardWebhooks(secret).sign("msg-1", at, bytes(body)))),
        bytes(body),
        NOW);
  }
}
