package io.batuta.function;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.batuta.local.lambda.PackagedFunction;
import io.batuta.postgres.DatabaseUrl;
import io.batuta.testing.DatabaseResource;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The world that a deployed archive lives in: an empty database of its own with the owner's login
 * and a lesser one, and Secrets Manager with both secrets.
 */
final class PackagedScene implements AutoCloseable {

  static final String INSTALLATION_KEY = "installation-key-of-the-archive";
  static final String PAYMENTS_SECRET = "whsec_cGF5bWVudHMtdGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3Rz";
  private static final String HASH_KEY = "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHktdGVzdHM=";
  private static final String ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";

  private static final String KMS_KEY = "arn:aws:kms:us-east-1:000000000000:key/batuta";

  private final WireMockServer amazon =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
  private final DatabaseUrl server = DatabaseResource.database();
  private final String name = "packaged_" + ProcessHandle.current().pid();
  private final List<PackagedFunction> running = new ArrayList<>();
  private final Path logs = Path.of("target", "packaged");

  /**
   * The unpacked archive. {@code scripts/test} builds it when it is old and names it; elsewhere the
   * test skips itself.
   */
  static Path archive() {
    String named = System.getProperty("batuta.archive");
    Assumptions.assumeTrue(
        named != null,
        "the packaged archive is driven by scripts/test; here: scripts/package, then"
            + " -Dbatuta.archive=target/function/task");
    Path archive = Path.of(named);
    Assertions.assertTrue(
        Files.isDirectory(archive), "there is no archive at " + archive + ": run scripts/package");
    return archive.toAbsolutePath();
  }

  /** Whether it is a native binary and not a folder of classes. */
  static boolean isNative() {
    return Files.exists(archive().resolve("bootstrap"));
  }

  PackagedScene() throws IOException, SQLException {
    Files.createDirectories(logs);
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD 'lesser'");
      statement.execute("GRANT batuta_app, batuta_engine TO " + name);
    }
    amazon.start();
    hold(
        "installation",
        new JsonObject()
            .put("hashKey", HASH_KEY)
            .put("installationKey", INSTALLATION_KEY)
            .put("paymentsSecret", PAYMENTS_SECRET));
    holdLogin(name);
    wrap("Encrypt", "Plaintext", "CiphertextBlob");
    wrap("Decrypt", "CiphertextBlob", "Plaintext");
  }

  /** What the database's secret says from now on. */
  void holdLogin(String user) {
    hold("database", new JsonObject().put("username", user).put("password", "lesser"));
  }

  String lesserLogin() {
    return name;
  }

  /** A function with the lesser login, its secrets in Secrets Manager. */
  PackagedFunction start(String handler, String at, Map<String, String> more) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("BATUTA_DATABASE_URL", database().as("", "").reactive());
    settings.put("BATUTA_DATABASE_SECRET", ARN + "database");
    settings.put("BATUTA_SECRETS", ARN + "installation");
    settings.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", amazon.baseUrl());
    settings.put("BATUTA_PRIVACY_KMS_KEY", KMS_KEY);
    settings.put("AWS_ENDPOINT_URL_KMS", amazon.baseUrl());
    settings.put("BATUTA_CLOCK_STARTS_AT", at);
    settings.putAll(more);
    return startWith(handler, settings);
  }

  /** A function with these settings and no others. */
  PackagedFunction startWith(String handler, Map<String, String> settings) throws IOException {
    PackagedFunction function =
        PackagedFunction.start(
            archive(),
            handler,
            settings,
            logs.resolve(handler + "-" + running.size() + ".log").toAbsolutePath());
    running.add(function);
    return function;
  }

  /** The owner's, user and password in the address. */
  Map<String, String> owner() {
    DatabaseUrl database = database();
    return Map.of(
        "BATUTA_DATABASE_URL",
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(server.user(), server.password(), database.host(), database.port(), name),
        "BATUTA_PRIVACY_HASH_KEY",
        HASH_KEY);
  }

  Connection connect() throws SQLException {
    return connect(database());
  }

  /** The only number that a question answers. */
  long count(String question) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    running.forEach(PackagedFunction::close);
    amazon.stop();
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
    }
  }

  private DatabaseUrl database() {
    return new DatabaseUrl(server.host(), server.port(), name, server.user(), server.password());
  }

  private static Connection connect(DatabaseUrl database) throws SQLException {
    return DriverManager.getConnection(database.jdbc(), database.user(), database.password());
  }

  private void hold(String secret, JsonObject value) {
    amazon.stubFor(
        post("/")
            .withRequestBody(containing(ARN + secret))
            .willReturn(
                aResponse()
                    .withBody(new JsonObject().put("SecretString", value.encode()).encode())));
  }

  /** KMS, which keeps nothing secret: what it wraps is the key itself. */
  private void wrap(String verb, String from, String to) {
    amazon.stubFor(
        post("/")
            .withHeader("X-Amz-Target", equalTo("TrentService." + verb))
            .withRequestBody(containing(KMS_KEY))
            .willReturn(
                aResponse()
                    .withBody(
                        "{\"%s\":\"{{{jsonPath request.body '$.%s'}}}\",\"KeyId\":\"%s\"}"
                            .formatted(to, from, KMS_KEY))
                    .withTransformers("response-template")));
  }
}
