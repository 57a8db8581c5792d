package io.batuta.callback;

import io.batuta.callback.Sent.Contact;
import io.batuta.testing.Await;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the sandbox's carriers tell, by a trusted road, and what the intake answers. */
@ApplicationScoped
class Told {

  static final Instant LATER = Instant.parse("2026-11-23T14:00:00Z");

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final CallbackIntake intake;
  private final WaitingReports waiting;

  Told(CallbackIntake intake, WaitingReports waiting) {
    this.intake = intake;
    this.waiting = waiting;
  }

  /** A number that no other call of this gave. */
  static int next() {
    return NEXT.incrementAndGet();
  }

  /** A report on a contact, with an id of its own. */
  static JsonObject event(Contact contact, String type, Instant at) {
    return event(contact.channel().name(), type, at)
        .put("contact", contact.id().value().toString());
  }

  /** What the contact's debtor answers. */
  static JsonObject reply(Contact contact, String text, Instant at) {
    return event(contact, "replied", at).put("from", contact.address()).put("text", text);
  }

  /** A message from an address that names no contact. */
  static JsonObject loose(String from, String text) {
    return event("SMS", "replied", LATER).put("from", from).put("text", text);
  }

  private static JsonObject event(String channel, String type, Instant at) {
    return new JsonObject()
        .put("id", "e-" + ProcessHandle.current().pid() + "-" + next())
        .put("type", type)
        .put("channel", channel)
        .put("occurredAt", at.toString());
  }

  static byte[] body(JsonObject... events) {
    return new JsonObject()
        .put("events", new JsonArray(List.of(events)))
        .encode()
        .getBytes(StandardCharsets.UTF_8);
  }

  Answer take(JsonObject... events) {
    return takeBytes(body(events));
  }

  Answer takeBytes(byte[] body) {
    return Await.on(() -> intake.acceptTrusted("sandbox", body, Sent.NOW));
  }

  /** What each minute does for reports that overtook their send. */
  void match() {
    Await.on(() -> waiting.match(Sent.NOW));
  }
}
