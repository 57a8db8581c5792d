package io.batuta.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.channel.CallbackReading.Events;
import io.batuta.channel.CallbackReading.Forged;
import io.batuta.channel.CallbackReading.Handshake;
import io.batuta.channel.CallbackReading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CallbackReader} must do, whoever the provider is. A provider's test extends it
 * and says how this provider signs.
 */
public abstract class CallbackContract {

  protected static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  protected abstract CallbackReader reader();

  /** A genuine call made just before {@link #NOW}, holding at least one event. */
  protected abstract RawCallback genuine();

  /** The same, signed by somebody else. */
  protected abstract RawCallback forged();

  /** The same, genuine, and so old that only a replay can explain it. */
  protected abstract RawCallback stale();

  /** Genuine, of an event type that the reader does not know. */
  protected abstract RawCallback unknownEvent();

  /** Genuine, and not what the provider promises to send. */
  protected abstract RawCallback broken();

  /** Asks to confirm a subscription, where the provider does that. */
  protected Optional<RawCallback> handshake() {
    return Optional.empty();
  }

  @Test
  void a_genuine_call_is_read() {
    assertFalse(assertInstanceOf(Events.class, read(genuine())).events().isEmpty());
  }

  @Test
  void a_replay_has_the_same_event_ids() {
    assertEquals(read(genuine()), read(genuine()));
  }

  @Test
  void a_forged_signature_is_refused() {
    assertInstanceOf(Forged.class, read(forged()));
  }

  @Test
  void a_stale_call_is_refused() {
    assertInstanceOf(Forged.class, read(stale()));
  }

  @Test
  void an_unknown_event_is_genuine_and_concerns_nobody() {
    assertEquals(new Events(List.of()), read(unknownEvent()));
  }

  @Test
  void a_broken_payload_is_unreadable_although_genuine() {
    assertInstanceOf(Unreadable.class, read(broken()));
  }

  @Test
  void a_handshake_is_answered_where_the_provider_shakes_hands() {
    handshake().ifPresent(call -> assertInstanceOf(Handshake.class, read(call)));
  }

  @Test
  void a_changed_byte_never_makes_another_event() {
    RawCallback call = genuine();
    CallbackReading untouched = read(call);
    for (int i = 0; i < call.body().length; i += 3) {
      byte[] changed = call.body().clone();
      changed[i] ^= 1;
      CallbackReading reading = read(with(call, changed));
      assertTrue(
          !(reading instanceof Events) || reading.equals(untouched),
          "byte " + i + " was changed: " + reading);
    }
  }

  @Test
  void a_truncated_call_is_never_taken() {
    RawCallback call = genuine();
    for (int length = 0; length < call.body().length; length += 7) {
      assertFalse(read(with(call, Arrays.copyOf(call.body(), length))) instanceof Events);
    }
  }

  @Test
  void rubbish_is_refused_and_fails_nothing() {
    byte[] notUtf8 = {(byte) 0xC3, (byte) 0x28, '{', '}'};
    List<byte[]> bodies =
        List.of(
            notUtf8,
            bytes("[".repeat(100_000)),
            bytes("{\"a\":".repeat(50_000)),
            bytes("{}"),
            bytes("[]"),
            bytes("null"),
            bytes("{\"Type\":{},\"events\":{}}"));
    for (byte[] body : bodies) {
      assertFalse(read(with(genuine(), body)) instanceof Events);
      assertInstanceOf(CallbackReading.class, reader().readTrusted(body));
    }
  }

  protected final CallbackReading read(RawCallback call) {
    return reader().read(call).await().indefinitely();
  }

  protected static RawCallback with(RawCallback call, byte[] body) {
    return new RawCallback(call.headers(), body, call.receivedAt());
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
