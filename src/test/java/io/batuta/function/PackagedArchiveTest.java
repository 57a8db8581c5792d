package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.batuta.channel.StandardWebhooks;
import io.batuta.local.lambda.PackagedFunction;
import io.batuta.local.lambda.RuntimeApi.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The archive that is deployed, unpacked and started by Lambda's own Java runtime, one process for
 * each function, on an empty database: a story in the order of the methods.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedArchiveTest {

  private static final String NIGHT = "2026-11-23T06:30:00Z";
  private static final String MORNING = "2026-11-23T13:30:00Z";
  private static final String NOON = "2026-11-23T17:30:00Z";
  private static final String DEMO = "/api/v1/creditors/demo";
  private static final String PLAN = "{\"creditor\":\"demo\",\"date\":\"2026-11-23\"}";
  private static final int DEBTORS = 60;

  private static PackagedScene scene;
  private static PackagedFunction http;
  private static PackagedFunction nightly;
  private static PackagedFunction dispatch;
  private static String key = "";

  @BeforeAll
  static void start() throws IOException, SQLException {
    PackagedScene.archive();
    scene = new PackagedScene();
    // Beside the migration: no function needs the database to start.
    http = scene.start("http", MORNING, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
    nightly = scene.start("nightly", NIGHT, Map.of());
    dispatch = scene.start("dispatch", NOON, Map.of());
  }

  @AfterAll
  static void end() throws SQLException {
    if (scene != null) {
      scene.close();
    }
  }

  @Test
  @Order(1)
  void migrate_fills_an_empty_database_once() throws Exception {
    PackagedFunction migrate = scene.startWith("migrate", scene.owner());
    long migrations;
    try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
      migrations = files.count();
    }
    assertEquals(migrations, json(migrate.call("{}")).getLong("applied"));
    assertEquals(0, json(migrate.call("{}")).getLong("applied"));
    migrate.close();
  }

  @Test
  @Order(2)
  void before_a_snapshot_no_connection_is_open_and_after_it_the_product_answers() throws Exception {
    try {
      if (!PackagedScene.isNative()) {
        http.await(http.api().snapshot());
      }
      nightly.await(nightly.api().ready());
      dispatch.await(dispatch.api().ready());
      assertEquals(
          0,
          scene.count(
              "SELECT count(*) FROM pg_stat_activity WHERE usename = '"
                  + scene.lesserLogin()
                  + "'"));
    } finally {
      http.api().restore();
    }
    JsonObject health = gateway("GET", "/q/health/ready", Map.of(), new byte[0]);
    assertEquals(200, health.getInteger("statusCode"), health.encode());
  }

  @Test
  @Order(3)
  void a_creditor_sets_itself_up_through_the_gateway() throws Exception {
    JsonObject all = definitions();
    put(PackagedScene.INSTALLATION_KEY, DEMO, all.getJsonObject("creditor"));
    key =
        new JsonObject(
                called(PackagedScene.INSTALLATION_KEY, "POST", DEMO + "/keys", administrator())
                    .getString("body"))
            .getString("key");
    put(key, DEMO + "/house-rules", all.getJsonObject("houseRules"));
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("routes", "channels");
    List.of("segments", "strategies", "templates", "campaigns").forEach(p -> parts.put(p, p));
    for (Map.Entry<String, String> part : parts.entrySet()) {
      for (String name : all.getJsonObject(part.getKey()).fieldNames()) {
        put(
            key,
            DEMO + "/" + part.getValue() + "/" + name,
            all.getJsonObject(part.getKey()).getJsonObject(name));
      }
    }
    // On a database that was never analysed: what is planned badly there takes minutes for 60 rows.
    for (String done : List.of("inserted", "unchanged")) {
      JsonObject loaded =
          gatewayAs(key, "POST", DEMO + "/portfolio?mode=snapshot", "text/csv", portfolio());
      assertEquals(200, loaded.getInteger("statusCode"), loaded.encode());
      assertEquals(DEBTORS, new JsonObject(loaded.getString("body")).getInteger(done));
    }
    assertEquals(DEBTORS, debtors());
  }

  @Test
  @Order(4)
  void a_night_that_is_killed_leaves_no_half_plan_and_the_next_call_plans_each_debtor_once()
      throws Exception {
    try (Connection lock = locked("contact_fact")) {
      nightly.api().send(PLAN.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(10));
      waitingFor("contact_fact");
      nightly.close();
      lock.rollback();
    }
    assertEquals(planned(), facts("planned"));
    nightly = scene.start("nightly", NIGHT, Map.of());
    json(nightly.call(PLAN));
    long once = planned();
    assertTrue(once > 10, once + " planned");
    assertEquals(once, facts("planned"));
    json(nightly.call(PLAN));
    assertEquals(once, planned());
    assertEquals(
        0,
        scene.count(
            "SELECT count(*) - count(DISTINCT debtor_id) FROM planned_contact WHERE state = 'PLANNED'"));
  }

  @Test
  @Order(5)
  void a_call_whose_time_is_over_says_so_and_leaves_nothing_on_its_way() throws Exception {
    try (Connection lock = locked("planned_contact")) {
      Reply.Fault fault =
          assertInstanceOf(Reply.Fault.class, dispatch.call("{}", Duration.ofSeconds(4)));
      assertTrue(
          fault.message().startsWith("the time of this call is over")
              || PackagedScene.isNative() && fault.type().contains("Timeout"),
          fault.toString());
      lock.rollback();
    }
    long before = planned();
    JsonObject sent = json(dispatch.call("{\"limit\":500}"));
    long ledger = facts("sent");
    assertTrue(ledger > 0, sent.encode());
    assertEquals(ledger, scene.count("SELECT count(*) FROM planned_contact WHERE state = 'SENT'"));
    assertEquals(
        ledger,
        scene.count("SELECT count(DISTINCT contact_id) FROM contact_fact WHERE kind = 'sent'"));
    assertEquals(
        0,
        scene.count(
            "SELECT count(*) FROM planned_contact WHERE state IN ('CLAIMED', 'SENDING', 'UNCERTAIN')"));
    assertEquals(before, scene.count("SELECT count(*) FROM planned_contact"));
  }

  @Test
  @Order(6)
  void a_signed_payment_is_in_the_ledger_and_a_forged_one_writes_nothing() throws Exception {
    byte[] payment =
        new JsonArray()
            .add(
                new JsonObject()
                    .put("reference", "R-1")
                    .put("accountNumber", "TC-000001")
                    .put("amount", "1000.00")
                    .put("currency", "COP")
                    .put("paidAt", MORNING))
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
  @Order(7)
  void a_rotated_login_is_asked_for_anew_at_the_first_refusal() throws Exception {
    String rotated = scene.lesserLogin() + "_rotated";
    try (Connection owner = scene.connect();
        Statement statement = owner.createStatement()) {
      statement.execute("CREATE ROLE " + rotated + " LOGIN PASSWORD 'lesser'");
      statement.execute("GRANT batuta_app, batuta_engine TO " + rotated);
      statement.execute("ALTER ROLE " + scene.lesserLogin() + " NOLOGIN");
      scene.holdLogin(rotated);
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
              + scene.lesserLogin()
              + "'");
    }
    // The pool may still hand out a connection that it does not know to be gone: a caller repeats.
    JsonObject found = called(key, "GET", DEMO, null);
    if (found.getInteger("statusCode") >= 500) {
      found = called(key, "GET", DEMO, null);
    }
    assertEquals(200, found.getInteger("statusCode"), found.encode());
  }

  @Test
  @Order(8)
  void a_body_over_the_limit_is_refused_and_the_function_lives_on() throws Exception {
    JsonObject refused = gatewayAs(key, "PUT", DEMO, "application/json", new byte[11 << 20]);
    assertEquals(413, refused.getInteger("statusCode"), refused.encode());
    assertEquals(200, called(key, "GET", DEMO, null).getInteger("statusCode"));
  }

  @Test
  @Order(9)
  void of_a_batch_with_one_bad_record_only_that_comes_again() {
    assumeEvents();
    JsonObject answer =
        json(
            nightly.call(
                batch(PLAN, "{\"creditor\":\"nobody\",\"date\":\"2026-11-23\"}").encode()));
    assertEquals(
        new JsonArray().add(new JsonObject().put("itemIdentifier", "message-1")),
        answer.getJsonArray("batchItemFailures"));
  }

  @Test
  @Order(10)
  void what_a_queue_brings_forged_or_unreadable_is_kept_and_not_brought_again() throws Exception {
    assumeEvents();
    PackagedFunction events =
        scene.start(
            "events",
            MORNING,
            Map.of("BATUTA_CHANNEL_SNS_TOPICS", "arn:aws:sns:us-east-1:123456789012:events"));
    String forged =
        new JsonObject()
            .put("Type", "Notification")
            .put("MessageId", "m-1")
            .put("TopicArn", "arn:aws:sns:us-east-1:123456789012:events")
            .put("Message", "{}")
            .put("Timestamp", MORNING)
            .put("SignatureVersion", "2")
            .put("Signature", "Zm9yZ2Vk")
            .put("SigningCertURL", "https://sns.us-east-1.amazonaws.com.example/a.pem")
            .encode();
    long before = scene.count("SELECT count(*) FROM callback_body");
    JsonObject answer = json(events.call(batch(forged, "no JSON").encode()));
    assertEquals(new JsonArray(), answer.getJsonArray("batchItemFailures"), answer.encode());
    assertEquals(before + 2, scene.count("SELECT count(*) FROM callback_body"));
  }

  /** As SQS hands messages over. */
  private static JsonObject batch(String... bodies) {
    JsonArray records = new JsonArray();
    for (String body : bodies) {
      records.add(
          new JsonObject()
              .put("messageId", "message-" + records.size())
              .put("eventSource", "aws:sqs")
              .put("body", body)
              .put("attributes", new JsonObject().put("SentTimestamp", "1795440600000")));
    }
    return new JsonObject().put("Records", records);
  }

  private static void assumeEvents() {
    assumeTrue(
        PackagedScene.isNative()
            || Files.exists(
                PackagedScene.archive().resolve("io/batuta/function/EventsFunction.class")),
        "this archive has no function for events yet");
  }

  private static long debtors() throws SQLException {
    return scene.count("SELECT count(*) FROM debtor");
  }

  private static long planned() throws SQLException {
    return scene.count("SELECT count(*) FROM planned_contact");
  }

  private static long facts(String kind) throws SQLException {
    return scene.count("SELECT count(*) FROM contact_fact WHERE kind = '" + kind + "'");
  }

  /** A transaction that lets nobody at the table. */
  private static Connection locked(String table) throws SQLException {
    Connection connection = scene.connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }
    return connection;
  }

  /** Until somebody waits for the table. */
  private static void waitingFor(String table) throws Exception {
    String waiting =
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '" + table + "'::regclass";
    for (int wait = 0; scene.count(waiting) == 0; wait++) {
      assertTrue(wait < 1200, "nobody asked for " + table + " in two minutes");
      Thread.sleep(100);
    }
  }

  private static JsonObject definitions() throws IOException {
    try (var in = PackagedArchiveTest.class.getResourceAsStream("/sample/definitions.yaml")) {
      return new JsonObject(new ObjectMapper(new YAMLFactory()).readValue(in, Map.class));
    }
  }

  /** As many debtors, 34 days late on 23 November 2026, with phone and e-mail. */
  private static byte[] portfolio() {
    StringBuilder file =
        new StringBuilder(
            "account_number,debtor_number,name,language,balance,due_date,phone_1,email_1\n");
    for (int n = 1; n <= DEBTORS; n++) {
      file.append(
          "TC-%1$06d,%1$06d,Persona %1$d,es,500000.00,2026-10-20,333350%1$04d,p%1$d@example.com\n"
              .formatted(n));
    }
    return file.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject administrator() {
    return new JsonObject().put("role", "administrator");
  }

  private static JsonObject webhook(byte[] body, String secret) {
    Instant at = Instant.parse(MORNING);
    return gateway(
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

  private static void put(String as, String path, JsonObject body) {
    JsonObject answer = called(as, "PUT", path, body);
    assertTrue(answer.getInteger("statusCode") < 300, path + ": " + answer.encode());
  }

  private static JsonObject called(String as, String method, String path, JsonObject body) {
    byte[] bytes = body == null ? new byte[0] : body.encode().getBytes(StandardCharsets.UTF_8);
    return gatewayAs(as, method, path, "application/json", bytes);
  }

  private static JsonObject gatewayAs(
      String as, String method, String path, String contentType, byte[] body) {
    return gateway(method, path, Map.of("x-api-key", as, "content-type", contentType), body);
  }

  /** As API Gateway's HTTP API hands a request over, payload 2.0. */
  private static JsonObject gateway(
      String method, String target, Map<String, String> headers, byte[] body) {
    String[] path = target.split("\\?", 2);
    JsonObject event =
        new JsonObject()
            .put("version", "2.0")
            .put("routeKey", "$default")
            .put("rawPath", path[0])
            .put("rawQueryString", path.length == 2 ? path[1] : "")
            .put("headers", new JsonObject(Map.copyOf(headers)))
            .put(
                "requestContext",
                new JsonObject()
                    .put("stage", "$default")
                    .put("domainName", "abc.execute-api.us-east-1.amazonaws.com")
                    .put(
                        "http",
                        new JsonObject()
                            .put("method", method)
                            .put("path", path[0])
                            .put("protocol", "HTTP/1.1")
                            .put("sourceIp", "203.0.113.9")))
            .put("isBase64Encoded", true)
            .put("body", Base64.getEncoder().encodeToString(body));
    return json(http.call(event.encode()));
  }

  private static JsonObject json(Reply reply) {
    return new JsonObject(assertInstanceOf(Reply.Answer.class, reply, reply.toString()).body());
  }
}
