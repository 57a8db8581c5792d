package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.batuta.local.lambda.PackagedFunction;
import io.batuta.local.lambda.RuntimeApi.Reply;
import io.batuta.testing.Collector;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The archive that is deployed, unpacked and started by Lambda's own Java runtime, one process for
 * each function, on a database that began empty. Each step is taken when a test first asks for it,
 * and once: all tests named Packaged… share one world.
 */
final class PackagedWorld implements AutoCloseable {

  static final String NIGHT = "2026-11-23T06:30:00Z";
  static final String MORNING = "2026-11-23T13:30:00Z";
  static final String NOON = "2026-11-23T17:30:00Z";
  static final String DEMO = "/api/v1/creditors/demo";
  static final int DEBTORS = 60;

  private final PackagedScene scene = new PackagedScene();
  private final Collector collector = new Collector();
  private final PackagedFunction http;
  private final Beginning beginning;
  private PackagedFunction nightly;
  private PackagedFunction dispatch;
  private String key = "";

  /**
   * How it began.
   *
   * @param applied migrations, by the first call of {@code migrate}
   * @param again by the second
   * @param connections of functions to the database when all were ready for their first event
   */
  record Beginning(long applied, long again, long connections) {}

  /** Hands the one world of this run to tests, and ends it behind the last. */
  static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == PackagedWorld.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      PackagedScene.archive();
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(PackagedWorld.class, type -> made(), PackagedWorld.class);
    }

    private static PackagedWorld made() {
      try {
        return new PackagedWorld();
      } catch (IOException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private PackagedWorld() throws IOException, SQLException {
    // Beside the migration: no function needs the database to start.
    http = scene.start("http", MORNING, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
    nightly = nightly();
    dispatch = dispatch();
    PackagedFunction migrate = scene.startWith("migrate", scene.owner());
    long applied = json(migrate.call("{}")).getLong("applied");
    long again = json(migrate.call("{}")).getLong("applied");
    migrate.close();
    try {
      if (!PackagedScene.isNative()) {
        http.await(http.api().snapshot());
      }
      nightly.await(nightly.api().ready());
      dispatch.await(dispatch.api().ready());
      beginning =
          new Beginning(
              applied,
              again,
              scene.count(
                  "SELECT count(*) FROM pg_stat_activity WHERE usename = '"
                      + scene.lesserLogin()
                      + "'"));
    } finally {
      http.api().restore();
    }
  }

  PackagedScene scene() {
    return scene;
  }

  Beginning beginning() {
    return beginning;
  }

  /** Takes the spans of {@code nightly} and {@code dispatch}. */
  Collector collector() {
    return collector;
  }

  synchronized PackagedFunction nightly() throws IOException {
    if (nightly == null) {
      nightly = scene.start("nightly", NIGHT, traced());
    }
    return nightly;
  }

  synchronized PackagedFunction dispatch() throws IOException {
    if (dispatch == null) {
      dispatch = scene.start("dispatch", NOON, traced());
    }
    return dispatch;
  }

  /** The same in a new process, when it is asked for again. */
  synchronized void end(PackagedFunction function) {
    function.close();
    nightly = nightly == function ? null : nightly;
    dispatch = dispatch == function ? null : dispatch;
  }

  /** The key of a creditor that set itself up, with a portfolio of {@value #DEBTORS} debtors. */
  synchronized String bank() throws Exception {
    if (key.isEmpty()) {
      String made = setUp();
      // On a database that was never analysed: what is planned badly there takes minutes for 60
      // rows.
      for (String done : List.of("inserted", "unchanged")) {
        JsonObject loaded =
            gatewayAs(made, "POST", DEMO + "/portfolio?mode=snapshot", "text/csv", portfolio());
        assertEquals(200, loaded.getInteger("statusCode"), loaded.encode());
        assertEquals(DEBTORS, new JsonObject(loaded.getString("body")).getInteger(done));
      }
      key = made;
    }
    return key;
  }

  JsonObject called(String as, String method, String path, JsonObject body) {
    byte[] bytes = body == null ? new byte[0] : body.encode().getBytes(StandardCharsets.UTF_8);
    return gatewayAs(as, method, path, "application/json", bytes);
  }

  JsonObject gatewayAs(String as, String method, String path, String contentType, byte[] body) {
    return gateway(method, path, Map.of("x-api-key", as, "content-type", contentType), body);
  }

  /** As API Gateway's HTTP API hands a request over, payload 2.0. */
  JsonObject gateway(String method, String target, Map<String, String> headers, byte[] body) {
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

  /** As SQS hands messages over. */
  static JsonObject batch(String... bodies) {
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

  static JsonObject json(Reply reply) {
    return new JsonObject(assertInstanceOf(Reply.Answer.class, reply, reply.toString()).body());
  }

  @Override
  public void close() throws SQLException {
    scene.close();
    collector.close();
  }

  private Map<String, String> traced() {
    return Map.of("OTEL_SDK_DISABLED", "false", "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address());
  }

  private String setUp() throws IOException {
    JsonObject all;
    try (var in = PackagedWorld.class.getResourceAsStream("/sample/definitions.yaml")) {
      all = new JsonObject(new ObjectMapper(new YAMLFactory()).readValue(in, Map.class));
    }
    put(PackagedScene.INSTALLATION_KEY, DEMO, all.getJsonObject("creditor"));
    JsonObject administrator = new JsonObject().put("role", "administrator");
    String made =
        new JsonObject(
                called(PackagedScene.INSTALLATION_KEY, "POST", DEMO + "/keys", administrator)
                    .getString("body"))
            .getString("key");
    put(made, DEMO + "/house-rules", all.getJsonObject("houseRules"));
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("routes", "channels");
    List.of("segments", "strategies", "templates", "campaigns").forEach(p -> parts.put(p, p));
    for (Map.Entry<String, String> part : parts.entrySet()) {
      for (String name : all.getJsonObject(part.getKey()).fieldNames()) {
        put(
            made,
            DEMO + "/" + part.getValue() + "/" + name,
            all.getJsonObject(part.getKey()).getJsonObject(name));
      }
    }
    return made;
  }

  private void put(String as, String path, JsonObject body) {
    JsonObject answer = called(as, "PUT", path, body);
    assertTrue(answer.getInteger("statusCode") < 300, path + ": " + answer.encode());
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
}
