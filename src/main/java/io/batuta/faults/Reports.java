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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The provider's delivery reports: of two in three of what it took, signed, some minutes to hours
 * after it, each as often as it takes until the product has acknowledged it. Some come twice.
 */
final class Reports {

  private static final int A_CALL = 20;
  private static final Duration LATEST = Duration.ofHours(3);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final StandardWebhooks signatures;
  private final long seed;
  private final Book book;
  private final Time time;
  private final Map<UUID, Instant> acknowledged = new TreeMap<>();
  private final Set<UUID> twice = new HashSet<>();
  private int calls;

  Reports(String secret, long seed, Book book, Time time) {
    this.signatures = new StandardWebhooks(secret);
    this.seed = seed;
    this.book = book;
    this.time = time;
  }

  /** The one event of a contact that is reported. */
  static String eventOf(UUID contact) {
    return "report-" + contact;
  }

  /** Contacts whose report the product has acknowledged, with the time at which it did. */
  synchronized Map<UUID, Instant> acknowledged() {
    return new TreeMap<>(acknowledged);
  }

  /**
   * Posts what is due by now. Ends early where the product dies; what has no answer comes again.
   */
  void deliver(Child child) throws InterruptedException {
    post(child, time.now());
  }

  /** Posts all there will ever be. */
  void deliverAll(Child child) throws InterruptedException {
    post(child, time.now().plus(LATEST));
  }

  private void post(Child child, Instant due) throws InterruptedException {
    List<Book.Entry> waiting = waiting(due);
    for (int from = 0; from < waiting.size(); from += A_CALL) {
      List<Book.Entry> some = waiting.subList(from, Math.min(waiting.size(), from + A_CALL));
      if (!posted(child, some)) {
        return;
      }
      synchronized (this) {
        for (Book.Entry entry : some) {
          if (acknowledged.putIfAbsent(entry.contact(), time.now()) == null
              && random(entry).nextInt(5) == 0) {
            twice.add(entry.contact());
          } else {
            twice.remove(entry.contact());
          }
        }
      }
    }
  }

  private synchronized List<Book.Entry> waiting(Instant due) {
    List<Book.Entry> waiting = new ArrayList<>();
    for (Book.Entry entry : book.entries()) {
      Instant taken = entry.takenAt();
      if (taken == null) {
        continue;
      }
      boolean told = acknowledged.containsKey(entry.contact());
      SplittableRandom random = new SplittableRandom(seed * 13 + entry.contact().hashCode());
      boolean speaks = random.nextInt(3) > 0;
      Duration after = Duration.ofSeconds(random.nextLong(LATEST.toSeconds()));
      if (speaks && !taken.plus(after).isAfter(due) && (!told || twice.contains(entry.contact()))) {
        waiting.add(entry);
      }
    }
    return waiting;
  }

  private SplittableRandom random(Book.Entry entry) {
    return new SplittableRandom(seed * 19 + entry.contact().hashCode());
  }

  private boolean posted(Child child, List<Book.Entry> entries) throws InterruptedException {
    Instant now = time.now();
    JsonArray events = new JsonArray();
    entries.forEach(entry -> events.add(event(entry, now)));
    byte[] body = new JsonObject().put("events", events).encode().getBytes(StandardCharsets.UTF_8);
    String id = "call-" + calls++;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(child.root() + "/webhooks/" + CarrierGateway.PROVIDER))
            .timeout(ANSWERED_WITHIN)
            .header("Content-Type", "application/json")
            .header(StandardWebhooks.ID, id)
            .header(StandardWebhooks.TIMESTAMP, Long.toString(now.getEpochSecond()))
            .header(StandardWebhooks.SIGNATURE, signatures.sign(id, now, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status == 401 || status == 400 || status == 404) {
        throw new IllegalStateException("a report was answered " + status);
      }
      return status == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The same contact always has the same event, which happened when it was taken. */
  private JsonObject event(Book.Entry entry, Instant now) {
    Instant taken = entry.takenAt() == null ? now : entry.takenAt();
    return new JsonObject()
        .put("id", eventOf(entry.contact()))
        .put("type", random(entry).nextInt(10) == 0 ? "failed" : "delivered")
        .put("channel", entry.channel())
        .put("contact", entry.contact().toString())
        .put("occurredAt", taken.toString());
  }
}
