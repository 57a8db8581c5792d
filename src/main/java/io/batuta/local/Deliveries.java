package io.batuta.local;

import io.batuta.channel.StandardWebhooks;
import io.batuta.local.SimulatedEvent.Webhook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tells the product what happened, at its webhooks, signed. A debtor's events always take the same
 * lane and stay in order; lanes run side by side. What is refused for the moment (503) comes again.
 */
final class Deliveries {

  private static final int LANES = 4;
  private static final int EVENTS_A_CALL = 200;
  private static final int TRIES = 6;

  private final Api api;
  private final StandardWebhooks sandbox;
  private final StandardWebhooks payments;

  Deliveries(Api api, RunState keys) {
    this.api = api;
    this.sandbox = new StandardWebhooks(keys.sandboxSecret());
    this.payments = new StandardWebhooks(keys.paymentsSecret());
  }

  /**
   * A door and who signs at it.
   *
   * @param name of the calls, different for each door
   */
  private record Door(String path, String name, StandardWebhooks signer, boolean takesReports) {}

  /**
   * Delivers all of them and returns when each has its answer: first what carriers report, then
   * what the bank does.
   *
   * @throws Api.Refused if a webhook refuses for good, or six times for the moment
   */
  void deliver(List<SimulatedEvent> events, Instant now) throws InterruptedException {
    for (Webhook webhook : Webhook.values()) {
      Map<String, Map<Integer, List<JsonObject>>> lanesByDoor = new TreeMap<>();
      for (SimulatedEvent event : events) {
        if (event.webhook() == webhook) {
          // Carriers know of no creditor; each bank has a door of its own.
          String whose = webhook == Webhook.PAYMENTS ? event.creditor() : "";
          lanesByDoor
              .computeIfAbsent(whose, door -> new TreeMap<>())
              .computeIfAbsent(
                  Math.floorMod(event.debtor().hashCode(), LANES), lane -> new ArrayList<>())
              .add(event.body());
        }
      }
      for (Map.Entry<String, Map<Integer, List<JsonObject>>> each : lanesByDoor.entrySet()) {
        allLanes(door(webhook, each.getKey()), each.getValue(), now);
      }
    }
  }

  private Door door(Webhook webhook, String creditor) {
    return webhook == Webhook.SANDBOX
        ? new Door("/webhooks/sandbox", "reports", sandbox, true)
        : new Door(
            "/webhooks/payments/" + creditor,
            "payments-" + creditor,
            new StandardWebhooks(payments.secretOf(creditor)),
            false);
  }

  private void allLanes(Door door, Map<Integer, List<JsonObject>> lanes, Instant now)
      throws InterruptedException {
    if (lanes.isEmpty()) {
      return;
    }
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> work = new ArrayList<>();
      lanes.forEach((lane, bodies) -> work.add(() -> oneLane(door, lane, bodies, now)));
      for (Future<Void> done : workers.invokeAll(work)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException trouble
          ? trouble
          : new Api.Refused("a webhook could not be called: " + e.getCause());
    }
  }

  private Void oneLane(Door door, int lane, List<JsonObject> bodies, Instant now)
      throws InterruptedException, IOException {
    for (int from = 0; from < bodies.size(); from += EVENTS_A_CALL) {
      List<JsonObject> some = bodies.subList(from, Math.min(bodies.size(), from + EVENTS_A_CALL));
      String id = "sim-%s-%d-%d-%d".formatted(door.name(), now.getEpochSecond(), lane, from);
      call(door, id, new JsonArray(some), now);
    }
    return null;
  }

  private void call(Door door, String id, JsonArray events, Instant now)
      throws InterruptedException, IOException {
    byte[] body =
        (door.takesReports() ? new JsonObject().put("events", events).encode() : events.encode())
            .getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .header(StandardWebhooks.ID, id)
            .header(StandardWebhooks.TIMESTAMP, Long.toString(now.getEpochSecond()))
            .header(StandardWebhooks.SIGNATURE, door.signer().sign(id, now, body))
            .POST(BodyPublishers.ofByteArray(body));
    int status = 0;
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      status = api.knock(request, door.path());
      if (status / 100 == 2) {
        return;
      }
      if (status < 500) {
        break;
      }
      Thread.sleep(200L * attempt);
    }
    throw new Api.Refused("POST " + door.path() + " was answered " + status);
  }
}
