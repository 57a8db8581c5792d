package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.channel.StandardWebhooks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The archive from its empty database to requests through the gateway. */
@ExtendWith(PackagedWorld.Shared.class)
class PackagedDoorTest {

  private final PackagedWorld world;

  PackagedDoorTest(PackagedWorld world) {
    this.world = world;
  }

  @Test
  void migrate_fills_an_empty_database_once() throws Exception {
    try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertEquals(files.count(), world.beginning().applied());
    }
    assertEquals(0, world.beginning().again());
  }

  @Test
  void before_a_snapshot_no_connection_is_open_and_after_it_the_product_answers() {
    assertEquals(0, world.beginning().connections());
    JsonObject health = world.gateway("GET", "/q/health/ready", Map.of(), new byte[0]);
    assertEquals(200, health.getInteger("statusCode"), health.encode());
  }

  @Test
  void a_creditor_sets_itself_up_through_the_gateway() throws Exception {
    world.bank();
    assertEquals(PackagedWorld.DEBTORS, world.scene().count("SELECT count(*) FROM debtor"));
  }

  @Test
  void a_signed_payment_is_in_the_ledger_and_a_forged_one_writes_nothing() throws Exception {
    world.bank();
    byte[] payment =
        new JsonArray()
            .add(
                new JsonObject()
                    .put("reference", "R-1")
                    .put("accountNumber", "TC-000001")
                    .put("amount", "1000.00")
                    .put("currency", "COP")
                    .put("paidAt", PackagedWorld.MORNING))
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    JsonObject forged = webhook(payment, PackagedScene.PAYMENTS_SECRET);
    assertEquals(401, forged.getInteger("statusCode"), forged.encode());
    assertEquals(0, facts("paid"));
    String own = new StandardWebhooks(PackagedScene.PAYMENTS_SECRET).secretOf("demo");
    for (int time = 1; time <= 2; time++) {
      JsonObject taken = webhook(payment, own);
      assertEquals(200, taken.getInteger("statusCode"), taken.encode());
      assertEquals(1, facts("paid"));
    }
  }

  @Test
  void a_body_over_the_limit_is_refused_and_the_function_lives_on() throws Exception {
    JsonObject refused =
        world.gatewayAs(
            world.bank(), "PUT", PackagedWorld.DEMO, "application/json", new byte[11 << 20]);
    assertEquals(413, refused.getInteger("statusCode"), refused.encode());
    assertEquals(
        200, world.called(world.bank(), "GET", PackagedWorld.DEMO, null).getInteger("statusCode"));
  }

  private long facts(String kind) throws SQLException {
    return world.scene().count("SELECT count(*) FROM contact_fact WHERE kind = '" + kind + "'");
  }

  private JsonObject webhook(byte[] body, String secret) {
    Instant at = Instant.parse(PackagedWorld.MORNING);
    return world.gateway(
        "POST",
        "/webhooks/payments/demo",
        Map.of(
            "content-type",
            "application/json",
            StandardWebhooks.ID,
            "message-1",
            StandardWebhooks.TIMESTAMP,
            Long.toString(at.getEpochSecond()),
            StandardWebhooks.SIGNATURE,
            new StandardWebhooks(secret).sign("message-1", at, body)),
        body);
  }
}
