package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.batuta.channel.RawCallback;
import io.batuta.channel.StandardWebhooks;
import io.batuta.local.SimulatedEvent.Webhook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  private static final Instant NINE = Instant.parse("2026-11-23T14:00:00Z");

  private final RunState keys = RunState.fresh(options(), LocalDate.of(2026, 11, 23), NINE);
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final Map<String, List<Integer>> heard = new ConcurrentHashMap<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger answer = new AtomicInteger(200);
  private HttpServer server;
  private Deliveries deliveries;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/webhooks/", this::take);
    server.start();
    deliveries = new Deliveries(new Api("http://127.0.0.1:" + server.getAddress().getPort()), keys);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void every_call_is_signed_and_a_debtors_events_stay_in_order() throws Exception {
    List<SimulatedEvent> events = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      events.add(event("D" + i % 7, i));
    }
    deliveries.deliver(events, NINE);
    assertEquals(List.of(), faults);
    assertEquals(7, heard.size());
    heard.forEach((debtor, order) -> assertEquals(order.stream().sorted().toList(), order, debtor));
    assertEquals(1_000, heard.values().stream().mapToInt(List::size).sum());
  }

  @Test
  void what_is_refused_for_the_moment_comes_again_and_arrives_once() throws Exception {
    busy.set(2);
    deliveries.deliver(List.of(event("D1", 1)), NINE);
    assertEquals(List.of(1), heard.get("D1"));
    assertEquals(3, paths.size());
  }

  @Test
  void what_is_refused_for_good_ends_the_run_with_a_sentence() {
    answer.set(401);
    Api.Refused refused =
        assertThrows(Api.Refused.class, () -> deliveries.deliver(List.of(event("D1", 1)), NINE));
    assertTrue(refused.getMessage().contains("/webhooks/sandbox was answered 401"));
    assertEquals(1, paths.size());
  }

  @Test
  void payments_go_to_the_banks_webhook_after_the_carriers_reports() throws Exception {
    SimulatedEvent paid =
        new SimulatedEvent(
            NINE,
            "demo",
            "D1",
            0,
            Webhook.PAYMENTS,
            new JsonObject().put("debtor", "D1").put("n", 2));
    deliveries.deliver(List.of(paid, event("D1", 1)), NINE);
    assertEquals(List.of("/webhooks/sandbox", "/webhooks/payments/demo"), paths);
    assertEquals(List.of(), faults);
    assertEquals(List.of(1, 2), heard.get("D1"));
  }

  private void take(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    paths.add(path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean sandbox = path.endsWith("/sandbox");
    int status = busy.getAndDecrement() > 0 ? 503 : answer.get();
    if (status == 200) {
      Map<String, List<String>> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
      String secret =
          sandbox
              ? keys.sandboxSecret()
              : new StandardWebhooks(keys.paymentsSecret()).secretOf("demo");
      String fault = new StandardWebhooks(secret).fault(new RawCallback(headers, body, NINE));
      if (!fault.isEmpty()) {
        faults.add(fault);
      }
      String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
      JsonArray events =
          sandbox ? new JsonObject(text).getJsonArray("events") : new JsonArray(text);
      for (int i = 0; i < events.size(); i++) {
        JsonObject event = events.getJsonObject(i);
        heard
            .computeIfAbsent(event.getString("debtor"), debtor -> new CopyOnWriteArrayList<>())
            .add(event.getInteger("n"));
      }
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static SimulatedEvent event(String debtor, int n) {
    return new SimulatedEvent(
        NINE,
        "demo",
        debtor,
        n,
        Webhook.SANDBOX,
        new JsonObject().put("debtor", debtor).put("n", n));
  }

  private static Options options() {
    return new Options(true, null, null, null, null, 1, null, null, false);
  }
}
