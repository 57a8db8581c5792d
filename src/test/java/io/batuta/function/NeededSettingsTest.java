package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeededSettingsTest {

  @Test
  void everything_that_is_missing_is_named_at_once() {
    NeededSettings nothing = settings(Map.of("batuta.database.url", " "));
    assertEquals(
        "the function migrate cannot start without BATUTA_DATABASE_URL",
        assertThrows(IllegalStateException.class, () -> nothing.require("migrate")).getMessage());
    assertEquals(
        "the function nightly cannot start without BATUTA_DATABASE_URL,"
            + " one of BATUTA_PRIVACY_KEY_FILE, BATUTA_PRIVACY_KMS_KEY, BATUTA_PRIVACY_MASTER_KEY",
        assertThrows(IllegalStateException.class, () -> nothing.require("nightly")).getMessage());
    assertEquals(
        "the function import cannot start without BATUTA_DATABASE_URL, BATUTA_IMPORT_BUCKET,"
            + " one of BATUTA_PRIVACY_KEY_FILE, BATUTA_PRIVACY_KMS_KEY, BATUTA_PRIVACY_MASTER_KEY",
        assertThrows(IllegalStateException.class, () -> nothing.require("import")).getMessage());
  }

  @Test
  void on_a_laptop_nobody_asks_and_in_the_cloud_what_is_there_is_enough() {
    assertDoesNotThrow(() -> settings(Map.of()).check(null));
    Map<String, String> cloud =
        Map.of(
            "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001",
            "batuta.database.url", "postgresql://h/d",
            "batuta.privacy.kms-key", "arn:aws:kms:us-east-1:1:key/k",
            "quarkus.lambda.handler", "http");
    assertDoesNotThrow(() -> settings(cloud).check(null));
  }

  private static NeededSettings settings(Map<String, String> values) {
    return new NeededSettings(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(values, "test", 100))
            .build());
  }
}
