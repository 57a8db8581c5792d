package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A login that is changed under functions at work. */
@ExtendWith(PackagedWorld.Shared.class)
class PackagedRotationTest {

  private final PackagedWorld world;

  PackagedRotationTest(PackagedWorld world) {
    this.world = world;
  }

  @Test
  void a_rotated_login_is_asked_for_anew_at_the_first_refusal() throws Exception {
    String rotated = world.scene().lesserLogin() + "_rotated";
    try (Connection owner = world.scene().connect();
        Statement statement = owner.createStatement()) {
      statement.execute("CREATE ROLE " + rotated + " LOGIN PASSWORD 'lesser'");
      statement.execute("GRANT batuta_app, batuta_engine TO " + rotated);
      statement.execute("ALTER ROLE " + world.scene().lesserLogin() + " NOLOGIN");
      world.scene().holdLogin(rotated);
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
              + world.scene().lesserLogin()
              + "'");
    }
    // Their pools hold connections that are gone; who needs them again starts them anew.
    world.end(world.nightly());
    world.end(world.dispatch());
    // The pool may still hand out a connection that it does not know to be gone: a caller repeats.
    JsonObject found = world.called(world.bank(), "GET", PackagedWorld.DEMO, null);
    if (found.getInteger("statusCode") >= 500) {
      found = world.called(world.bank(), "GET", PackagedWorld.DEMO, null);
    }
    assertEquals(200, found.getInteger("statusCode"), found.encode());
  }
}
