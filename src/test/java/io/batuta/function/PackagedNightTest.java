package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.local.lambda.RuntimeApi.Reply;
import io.batuta.testing.Collector.Span;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A night in the archive: killed, repeated, sent, and seen; a story in the order of the methods.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(PackagedWorld.Shared.class)
class PackagedNightTest {

  private static final String PLAN = "{\"creditor\":\"demo\",\"date\":\"2026-11-23\"}";

  private final PackagedWorld world;

  PackagedNightTest(PackagedWorld world) {
    this.world = world;
  }

  @Test
  @Order(1)
  void a_night_that_is_killed_leaves_no_half_plan_and_the_next_call_plans_each_debtor_once()
      throws Exception {
    world.bank();
    try (Connection lock = locked("contact_fact")) {
      world.nightly().api().send(PLAN.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(10));
      waitingFor("contact_fact");
      world.end(world.nightly());
      lock.rollback();
    }
    assertEquals(planned(), facts("planned"));
    PackagedWorld.json(world.nightly().call(PLAN));
    long once = planned();
    assertTrue(once > 10, once + " planned");
    assertEquals(once, facts("planned"));
    PackagedWorld.json(world.nightly().call(PLAN));
    assertEquals(once, planned());
    assertEquals(
        0,
        world
            .scene()
            .count(
                "SELECT count(*) - count(DISTINCT debtor_id) FROM planned_contact WHERE state = 'PLANNED'"));
  }

  @Test
  @Order(2)
  void a_call_whose_time_is_over_says_so_and_leaves_nothing_on_its_way() throws Exception {
    try (Connection lock = locked("planned_contact")) {
      Reply.Fault fault =
          assertInstanceOf(Reply.Fault.class, world.dispatch().call("{}", Duration.ofSeconds(4)));
      assertTrue(
          fault.message().startsWith("the time of this call is over")
              || PackagedScene.isNative() && fault.type().contains("Timeout"),
          fault.toString());
      lock.rollback();
    }
    long before = planned();
    JsonObject sent = PackagedWorld.json(world.dispatch().call("{\"limit\":500}"));
    long ledger = facts("sent");
    assertTrue(ledger > 0, sent.encode());
    assertEquals(
        ledger, world.scene().count("SELECT count(*) FROM planned_contact WHERE state = 'SENT'"));
    assertEquals(
        ledger,
        world
            .scene()
            .count("SELECT count(DISTINCT contact_id) FROM contact_fact WHERE kind = 'sent'"));
    assertEquals(
        0,
        world
            .scene()
            .count(
                "SELECT count(*) FROM planned_contact WHERE state IN ('CLAIMED', 'SENDING', 'UNCERTAIN')"));
    assertEquals(before, world.scene().count("SELECT count(*) FROM planned_contact"));
  }

  @Test
  @Order(3)
  void of_a_batch_with_one_bad_record_only_that_comes_again() throws Exception {
    JsonObject answer =
        PackagedWorld.json(
            world
                .nightly()
                .call(
                    PackagedWorld.batch(PLAN, "{\"creditor\":\"nobody\",\"date\":\"2026-11-23\"}")
                        .encode()));
    assertEquals(
        new JsonArray().add(new JsonObject().put("itemIdentifier", "message-1")),
        answer.getJsonArray("batchItemFailures"));
  }

  /** Lambda freezes a function behind its answer: what was not sent by then may never come. */
  @Test
  @Order(4)
  void when_a_call_is_answered_its_spans_have_arrived_with_ids_and_with_nobodys_data()
      throws Exception {
    long nights = spans("night").size();
    PackagedWorld.json(world.nightly().call(PLAN));
    PackagedWorld.json(world.dispatch().call("{}"));
    assertEquals(nights + 1, spans("night").size());
    Span night = spans("night").getLast();
    assertTrue(night.attributes().getOrDefault("run", "").startsWith("request-"), night.toString());
    assertEquals(
        Long.toString(world.scene().count("SELECT creditor_id FROM creditor")),
        night.attributes().get("creditor"));
    Span dispatch = spans("dispatch").getLast();
    assertTrue(
        dispatch.attributes().getOrDefault("run", "").startsWith("request-"), dispatch.toString());
    for (String personal : List.of("Persona", "333350", "@example.com", "TC-0000")) {
      assertFalse(world.collector().everything().contains(personal), personal);
    }
  }

  private List<Span> spans(String name) {
    return world.collector().spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  private long planned() throws SQLException {
    return world.scene().count("SELECT count(*) FROM planned_contact");
  }

  private long facts(String kind) throws SQLException {
    return world.scene().count("SELECT count(*) FROM contact_fact WHERE kind = '" + kind + "'");
  }

  /** A transaction that lets nobody at the table. */
  private Connection locked(String table) throws SQLException {
    Connection connection = world.scene().connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }
    return connection;
  }

  /** Until somebody waits for the table. */
  private void waitingFor(String table) throws Exception {
    String waiting =
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '" + table + "'::regclass";
    for (int wait = 0; world.scene().count(waiting) == 0; wait++) {
      assertTrue(wait < 1200, "nobody asked for " + table + " in two minutes");
      Thread.sleep(100);
    }
  }
}
