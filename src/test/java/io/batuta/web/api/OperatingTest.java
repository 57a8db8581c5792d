package io.batuta.web.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits, approvals, senders and test sends, as people set them. */
@QuarkusTest
class OperatingTest {

  @Inject People people;
  @Inject Keys keys;
  @Inject Sql sql;
  @Inject Clock clock;

  private Creditor bank;
  private String path;

  @BeforeEach
  void a_bank_with_a_campaign() {
    bank = people.bank();
    path = "/api/v1/creditors/" + bank.code();
    run(
        """
        WITH c AS (
          INSERT INTO campaign (creditor_id, name, segment, strategy, templates, priority, changed_by)
          VALUES ($1, 'todos', 's', 's', '{"SMS":{"es":"aviso"}}', 1, 'key of luis') RETURNING campaign_id
        ), t AS (
          INSERT INTO message_template (creditor_id, name, version, channel, language, body)
          VALUES ($1, 'aviso', 4, 'SMS', 'es', 'Hola {{name}}')
        )
        INSERT INTO channel_route (creditor_id, channel, provider, sender, unit_cost_micros)
        VALUES ($1, 'SMS', 'sandbox', 'BANCO', 20000000)
        """);
  }

  @Test
  void limits_are_set_whole_and_read_with_what_is_spent() {
    put(
            "administrator",
            "/limits",
            "{\"approvalOver\":{\"members\":10000},\"spend\":{\"SMS\":{\"day\":{\"amount\":\"100.00\",\"currency\":\"COP\"}}}}")
        .statusCode(200)
        .body("approvalOver.members", equalTo(10000))
        .body("approvalOver.cost", nullValue())
        .body("spend.SMS.day.amount", equalTo("100.00"))
        .body("spend.SMS.dayMicros", equalTo(0))
        .body("spend.SMS.percent", equalTo(0));
    put("administrator", "/limits", "{}").statusCode(200).body("spend.size()", equalTo(0));
    put("strategist", "/limits", "{}").statusCode(403);
    put(
            "administrator",
            "/limits",
            "{\"approvalOver\":{},\"spend\":{\"FAX\":{},\"SMS\":{\"day\":{\"amount\":\"1\",\"currency\":\"USD\"}}}}")
        .statusCode(422)
        .body("violations.field", hasItem("approvalOver"))
        .body("violations.field", hasItem("spend.FAX"))
        .body("violations.field", hasItem("spend.SMS.day.currency"));
  }

  @Test
  void a_second_person_approves_by_what_was_looked_at() {
    LocalDate night = clock.instant().atZone(bank.timeZone()).toLocalDate();
    run(
        "INSERT INTO campaign_approval (creditor_id, night, campaign_id, state, members, contacts, cost_micros, asked_at, expires_at)"
            + " SELECT $1, '%s', campaign_id, 'waiting', 12, 11, 220000000, now(), now() + interval '1 hour' FROM campaign WHERE creditor_id = $1"
                .formatted(night));
    String approval = "/nights/" + night + "/campaigns/todos/approval";
    get("supervisor", "/approvals")
        .body("campaign", contains("todos"))
        .body("contacts", contains(11))
        .body("notBy[0]", contains("key of luis"));
    post("strategist", approval, "{}").statusCode(403);
    post("supervisor", approval, "{\"contacts\":10}").statusCode(409);
    post("supervisor", "/nights/" + night + "/campaigns/otros/approval", "{}").statusCode(404);
    post("supervisor", approval, "{\"contacts\":11}")
        .statusCode(200)
        .body("state", equalTo("approved"));
    post("administrator", approval, "{}").statusCode(409);
  }

  @Test
  void who_wrote_the_campaign_cannot_approve_its_night() {
    LocalDate night = clock.instant().atZone(bank.timeZone()).toLocalDate();
    String key = keys.of(bank, "administrator");
    run("INSERT INTO segment (creditor_id, name, rule) VALUES ($1, 's', 'balance > 0')");
    run("INSERT INTO strategy (creditor_id, name, definition) VALUES ($1, 's', '{}')");
    keys.request()
        .header("X-Api-Key", key)
        .contentType("application/json")
        .body(
            "{\"segment\":\"s\",\"strategy\":\"s\",\"templates\":{\"SMS\":{\"es\":\"aviso\"}},\"priority\":1}")
        .put(path + "/campaigns/todos")
        .then()
        .statusCode(200);
    run(
        "INSERT INTO campaign_approval (creditor_id, night, campaign_id, state, members, asked_at, expires_at)"
            + " SELECT $1, '%s', campaign_id, 'waiting', 12, now(), now() + interval '1 hour' FROM campaign WHERE creditor_id = $1"
                .formatted(night));
    keys.request()
        .header("X-Api-Key", key)
        .contentType("application/json")
        .body("{}")
        .post(path + "/nights/" + night + "/campaigns/todos/approval")
        .then()
        .statusCode(403)
        .body("detail", containsString("second person"));
  }

  @Test
  void senders_and_rates_are_set_and_read() {
    put(
            "administrator",
            "/senders/SMS",
            "{\"address\":\"BANCO-2\",\"state\":\"usable\",\"warmFrom\":\"2026-11-20\"}")
        .statusCode(200)
        .body("address", contains("BANCO-2"))
        .body("givenToday", contains(0));
    put("administrator", "/senders/SMS", "{\"state\":\"used\"}").statusCode(422);
    put("administrator", "/senders/FAX", "{\"address\":\"x\",\"state\":\"new\"}").statusCode(404);
    put("administrator", "/rates/sandbox", "{\"perSecond\":\"2.5\"}")
        .statusCode(200)
        .body("burst", contains(150));
    put("administrator", "/rates/sandbox", "{\"perSecond\":\"0\"}").statusCode(422);
    keys.as(bank, "administrator")
        .delete(path + "/rates/sandbox")
        .then()
        .statusCode(200)
        .body("size()", equalTo(0));
  }

  @Test
  void a_test_goes_to_the_banks_own_people_alone_and_into_no_ledger() {
    String to = "{\"channel\":\"SMS\",\"to\":[\"3001234567\"]}";
    post("strategist", "/campaigns/todos/test-send", to)
        .statusCode(422)
        .body("violations[0].message", containsString("no test address"));
    put("strategist", "/test-addresses", "{\"phone\":[\"3001234567\"]}").statusCode(403);
    put(
            "administrator",
            "/test-addresses",
            "{\"phone\":[\"3001234567\"],\"email\":[\"eva@bank.example\"]}")
        .statusCode(200)
        .body("address", contains("e•••@bank.example", "+57 ••• ••• 4567"));
    post("strategist", "/campaigns/todos/test-send", to)
        .statusCode(200)
        .body("tests.size()", equalTo(1));
    assertEquals(
        "todos SMS sandbox aviso 4 20000000",
        text(
            "SELECT concat_ws(' ', campaign, channel, provider, template, version, cost_micros) FROM test_send"));
    assertEquals("0", text("SELECT count(*)::text FROM contact_fact"));
    post(
            "strategist",
            "/campaigns/todos/test-send",
            "{\"channel\":\"EMAIL\",\"to\":[\"eva@bank.example\"]}")
        .statusCode(422)
        .body("violations[0].field", equalTo("channel"));
    post("strategist", "/campaigns/otros/test-send", to).statusCode(404);
    put(
        "administrator",
        "/limits",
        "{\"spend\":{\"SMS\":{\"day\":{\"amount\":\"1.00\",\"currency\":\"COP\"}}}}");
    post("strategist", "/campaigns/todos/test-send", to)
        .statusCode(422)
        .body("violations[0].message", containsString("spent"));
    put("administrator", "/limits", "{}");
    run(
        "INSERT INTO test_address SELECT creditor_id, 'phone', '+5730012345' || i, now(), 'test' FROM creditor, generate_series(10, 14) i WHERE creditor_id = $1");
    for (int i = 0; i < 3; i++) {
      post("strategist", "/campaigns/todos/test-send", five()).statusCode(200);
    }
    post("strategist", "/campaigns/todos/test-send", five())
        .statusCode(422)
        .body("violations[0].message", containsString("within an hour"));
  }

  private static String five() {
    return "{\"channel\":\"SMS\",\"to\":[\"+573001234510\",\"+573001234511\",\"+573001234512\",\"+573001234513\",\"+573001234514\"]}";
  }

  private ValidatableResponse get(String role, String what) {
    return keys.as(bank, role).get(path + what).then().statusCode(200);
  }

  private ValidatableResponse put(String role, String what, String body) {
    return keys.as(bank, role).contentType("application/json").body(body).put(path + what).then();
  }

  private ValidatableResponse post(String role, String what, String body) {
    return keys.as(bank, role).contentType("application/json").body(body).post(path + what).then();
  }

  private void run(String statement) {
    Await.on(
        () ->
            sql.asTenant(bank.id().value(), tx -> tx.run(statement, Tuple.of(bank.id().value()))));
  }

  private String text(String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.tuple(), row -> row.getString(0))))
        .orElseThrow();
  }
}
