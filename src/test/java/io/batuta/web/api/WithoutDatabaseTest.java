package io.batuta.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.batuta.testing.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody listens where the database should be. */
@QuarkusTest
@TestProfile(WithoutDatabaseTest.Gone.class)
class WithoutDatabaseTest {

  public static final class Gone implements QuarkusTestProfile {
    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.datasource.reactive.url", "postgresql://127.0.0.1:1/none",
          "quarkus.datasource.username", "nobody",
          "quarkus.datasource.password", "nothing");
    }
  }

  @Inject Keys keys;

  @Test
  void a_caller_is_asked_to_come_again_and_told_nothing_of_our_inside() {
    keys.request()
        .header("X-Api-Key", "bk_any")
        .get("/api/v1/creditors/any")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .body("type", equalTo("/problems/unavailable"))
        .body("$.toString()", not(containsString("127.0.0.1")));
    keys.request()
        .header("X-Api-Key", Keys.INSTALLATION)
        .get("/api/v1/creditors/any")
        .then()
        .statusCode(503);
  }

  @Test
  void health_says_so() {
    keys.request().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
    keys.request().get("/q/health/live").then().statusCode(200);
  }
}
