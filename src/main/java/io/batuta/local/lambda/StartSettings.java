package io.batuta.local.lambda;

import io.batuta.postgres.DatabaseUrl;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What a function is given to start with, and what it is asked, when only its start is looked at.
 */
final class StartSettings {

  private static final String KEY = "installation-key-of-the-bench";

  private StartSettings() {}

  /** Made-up keys, and a database on this computer. */
  static Map<String, String> of(DatabaseUrl database) {
    return Map.of(
        "BATUTA_DATABASE_URL",
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.database()),
        "BATUTA_INSTALLATION_KEY",
        KEY,
        "BATUTA_PRIVACY_HASH_KEY",
        "YmVuY2gtb25seS1iZW5jaC1vbmx5LWJlbmNoLW9ubHktYmVuY2g=",
        "BATUTA_PRIVACY_MASTER_KEY",
        "YmVuY2gtb25seS1iZW5jaC1vbmx5LWJlbmNoLW9ubHk=");
  }

  /** A GET as API Gateway hands it over. */
  static String get(String path) {
    return new JsonObject()
        .put("rawPath", path)
        .put("headers", new JsonObject().put("x-api-key", KEY))
        .put(
            "requestContext",
            new JsonObject()
                .put("http", new JsonObject().put("method", "GET").put("sourceIp", "127.0.0.1")))
        .encode();
  }
}
