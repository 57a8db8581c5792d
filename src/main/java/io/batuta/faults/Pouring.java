package io.batuta.faults;

import io.batuta.channel.StandardWebhooks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reports of the provider over many connections at once, each a call of its own: delivered, read,
 * clicked, a complaint now and then. Keeps what was answered 200.
 */
final class Pouring {

  private static final int CONNECTIONS = 32;
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> TYPES =
      List.of("accepted", "delivered", "read", "clicked", "delivered", "read", "complained");

  private final StandardWebhooks signatures;
  private final Book book;
  private final Time time;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cutOff = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();

  Pouring(String secret, Book book, Time time) {
    this.signatures = new StandardWebhooks(secret);
    this.book = book;
    this.time = time;
  }

  /** The ids of the events whose call was answered 200. */
  Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** Calls that a kill left without an answer. */
  int cutOff() {
    return cutOff.get();
  }

  /** Pours over a product, and kills it once it has answered so many more, or a minute is over. */
  void over(Child child, int answers) throws Exception {
    List<Book.Entry> taken =
        book.entries().stream().filter(entry -> entry.takenAt() != null).toList();
    try (ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        all.add(clients.submit(() -> pour(child, taken)));
      }
      int enough = acknowledged.size() + answers;
      long endNanos = System.nanoTime() + PATIENCE.toNanos();
      while (acknowledged.size() < enough && System.nanoTime() < endNanos) {
        Thread.sleep(1);
      }
      child.kill();
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  /** A client of its own, so that each has a connection of its own; until the product is dead. */
  private Void pour(Child child, List<Book.Entry> taken) throws InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build()) {
      while (true) {
        int number = next.getAndIncrement();
        JsonObject event = event(taken.get(number % taken.size()), number);
        int status = http.send(request(child, event), BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          acknowledged.add(event.getString("id"));
        } else if (status != 503) {
          throw new IllegalStateException("a callback was answered " + status);
        }
      }
    } catch (IOException e) {
      cutOff.incrementAndGet();
      return null;
    }
  }

  private JsonObject event(Book.Entry entry, int number) {
    Instant taken = entry.takenAt() == null ? time.now() : entry.takenAt();
    return new JsonObject()
        .put("id", "poured-" + number)
        .put("type", TYPES.get(number % 97 == 0 ? TYPES.size() - 1 : number % (TYPES.size() - 1)))
        .put("channel", entry.channel())
        .put("contact", entry.contact().toString())
        .put("occurredAt", taken.plusMillis(number).toString());
  }

  private HttpRequest request(Child child, JsonObject event) {
    byte[] body =
        new JsonObject()
            .put("events", new JsonArray(List.of(event)))
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    Instant now = time.now();
    String id = event.getString("id");
    return HttpRequest.newBuilder(URI.create(child.root() + "/webhooks/" + CarrierGateway.PROVIDER))
        .timeout(ANSWERED_WITHIN)
        .header("Content-Type", "application/json")
        .header(StandardWebhooks.ID, id)
        .header(StandardWebhooks.TIMESTAMP, Long.toString(now.getEpochSecond()))
        .header(StandardWebhooks.SIGNATURE, signatures.sign(id, now, body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }
}
