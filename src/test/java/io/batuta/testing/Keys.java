package io.batuta.testing;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes keys for tests, and requests that carry them to the HTTP port of this JVM. */
@ApplicationScoped
public class Keys {

  /** As the test profile sets it. */
  public static final String INSTALLATION = "installation-key-of-the-tests";

  private final Sql sql;

  Keys(Sql sql) {
    this.sql = sql;
  }

  /** A key of that creditor and role, as it stands in the header {@code X-Api-Key}. */
  public String of(Creditor creditor, String role) {
    String key = "bk_test_" + UUID.randomUUID();
    Await.on(
        () ->
            sql.asTenant(
                creditor.id().value(),
                tx ->
                    tx.run(
                        "INSERT INTO api_key (key_hash, creditor_id, role, created_at) VALUES ($1, $2, $3, $4)",
                        Tuple.of(
                            Buffer.buffer(sha256(key)),
                            creditor.id().value(),
                            role,
                            OffsetDateTime.parse("2026-11-01T00:00:00Z")))));
    return key;
  }

  /** A request of somebody who has that role with the creditor. */
  public RequestSpecification as(Creditor creditor, String role) {
    return request().header("X-Api-Key", of(creditor, role));
  }

  /** A request without a key. */
  public RequestSpecification request() {
    return RestAssured.given().port(port());
  }

  /** The HTTP port; RestAssured's own default is that of the Lambda event server. */
  public static int port() {
    return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class) == 0
        ? ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class)
        : ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
