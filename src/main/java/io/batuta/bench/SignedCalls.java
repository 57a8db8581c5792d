package io.batuta.bench;

import io.batuta.channel.StandardWebhooks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Callbacks of the sandbox as its carriers would make them, whole HTTP requests with signature. */
final class SignedCalls {

  private static final List<String> ANSWERS = List.of("BAJA", "ya pagué", "BAJA", "pago mañana");

  private final StandardWebhooks signatures;
  private final String host;
  private final Instant now;
  private int run;

  SignedCalls(StandardWebhooks signatures, String root, Instant now) {
    this.signatures = signatures;
    this.host = URI.create(root).getAuthority();
    this.now = now;
  }

  /** One call as a bare client stores it. */
  record Bare(String id, UUID contact, String headers, byte[] body, Instant now) {}

  /** For each debtor the report that its message has arrived. */
  List<byte[]> delivered(long[] debtors) {
    run++;
    List<byte[]> requests = new ArrayList<>(debtors.length);
    for (long debtor : debtors) {
      requests.add(request(event(debtor, "delivered")));
    }
    return requests;
  }

  /** For each contact that was sent the report that its message has arrived. */
  List<byte[]> arrived(List<SentContact> contacts) {
    run++;
    return contacts.stream()
        .map(
            sent ->
                request(
                    new JsonObject()
                        .put("id", "bench-" + run + "-" + sent.contact())
                        .put("type", "delivered")
                        .put("channel", sent.channel())
                        .put("messageId", sent.messageId())
                        .put("contact", sent.contact().toString())
                        .put("occurredAt", now.toString())))
        .toList();
  }

  /** Of a hundred: ninety delivered, eight read, two replies. */
  List<byte[]> mixed(long[] debtors) {
    run++;
    List<byte[]> requests = new ArrayList<>(debtors.length);
    for (int i = 0; i < debtors.length; i++) {
      int part = i % 100;
      JsonObject event =
          event(debtors[i], part % 50 == 49 ? "replied" : part % 12 == 5 ? "read" : "delivered");
      if (part % 50 == 49) {
        event
            .put("from", "+573%09d".formatted(debtors[i]))
            .put("text", ANSWERS.get(i / 50 % ANSWERS.size()));
      }
      requests.add(request(event));
    }
    return requests;
  }

  /** What {@link #delivered} says, ready for the statement. */
  List<Bare> bare(long[] debtors) {
    run++;
    List<Bare> calls = new ArrayList<>(debtors.length);
    for (long debtor : debtors) {
      JsonObject event = event(debtor, "delivered");
      byte[] body = body(event);
      String id = event.getString("id");
      JsonObject headers =
          new JsonObject()
              .put("host", host)
              .put("content-type", "application/json")
              .put("content-length", Integer.toString(body.length))
              .put("webhook-id", id)
              .put("webhook-timestamp", Long.toString(now.getEpochSecond()))
              .put("webhook-signature", signatures.sign(id, now, body));
      calls.add(new Bare(id, contact(debtor), headers.encode(), body, now));
    }
    return calls;
  }

  private JsonObject event(long debtor, String type) {
    return new JsonObject()
        .put("id", "bench-" + run + "-" + debtor)
        .put("type", type)
        .put("channel", "SMS")
        .put("messageId", "m-" + debtor)
        .put("contact", contact(debtor).toString())
        .put("occurredAt", now.toString());
  }

  /** As {@code fill-sent.sql} makes it. */
  private static UUID contact(long debtor) {
    return new UUID(0x8000L, 0x8000_0000_0000_0000L | debtor);
  }

  private static byte[] body(JsonObject event) {
    return new JsonObject()
        .put("events", new JsonArray().add(event))
        .encode()
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] request(JsonObject event) {
    byte[] body = body(event);
    String id = event.getString("id");
    byte[] head =
        """
        POST /webhooks/sandbox HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        webhook-id: %s\r
        webhook-timestamp: %d\r
        webhook-signature: %s\r
        \r
        """
            .formatted(host, body.length, id, now.getEpochSecond(), signatures.sign(id, now, body))
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }
}
