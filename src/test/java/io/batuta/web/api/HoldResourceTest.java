package io.batuta.web.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person takes a case and gives it back, and asks why nobody may be contacted. */
@QuarkusTest
class HoldResourceTest {

  /** A Tuesday far off, 10:00 in Bogotá, and the Sunday before. */
  private static final String TUESDAY = "2030-11-26T15:00:00Z";

  private static final String SUNDAY = "2030-11-24T15:00:00Z";

  @TestHTTPResource URL server;
  @Inject People people;
  @Inject Sql sql;

  private Creditor bank;
  private DebtorId debtor;

  @BeforeEach
  void a_debtor_of_a_bank_of_its_own() {
    bank = people.bank();
    debtor = people.debtor(bank, "7", LocalDate.parse("2026-10-01"));
  }

  @Test
  void while_a_person_has_the_case_no_channel_is_allowed_and_then_it_is_again() {
    why(TUESDAY)
        .body("allowed", equalTo(true))
        .body("channels.find { it.channel == 'SMS' }.allowed", equalTo(true));
    call()
        .body("{\"why\":\"complaint\"}")
        .put(path("/hold"))
        .then()
        .statusCode(200)
        .body("changed", equalTo(true))
        .body("held", equalTo(true));
    call()
        .body("{\"why\":\"legal\"}")
        .put(path("/hold"))
        .then()
        .statusCode(200)
        .body("changed", equalTo(false));
    why(TUESDAY)
        .body("allowed", equalTo(false))
        .body(
            "channels.findAll { it.reason != 'NO_CONTACT_POINT' }.reason",
            everyItem(equalTo("HELD")))
        .body("channels.find { it.channel == 'SMS' }.from", nullValue())
        .body("channels.find { it.channel == 'SMS' }.says", equalTo("una persona tiene el caso"));
    call()
        .delete(path("/hold"))
        .then()
        .statusCode(200)
        .body("changed", equalTo(true))
        .body("held", equalTo(false));
    call().delete(path("/hold")).then().statusCode(200).body("changed", equalTo(false));
    why(TUESDAY).body("allowed", equalTo(true));
    call().get(path("/timeline")).then().body("items.kind", contains("held", "released"));
    assertEquals("complaint", text("SELECT why FROM hold WHERE debtor_id = $1"));
  }

  @Test
  void a_refusal_names_its_rule_where_that_stands_and_from_when_it_ends() {
    why(SUNDAY)
        .body("allowed", equalTo(false))
        .body("channels.find { it.channel == 'SMS' }.reason", equalTo("CLOSED_DAY"))
        .body("channels.find { it.channel == 'SMS' }.rule", equalTo("co/ley-2300-art-3/window"))
        .body(
            "channels.find { it.channel == 'SMS' }.source",
            equalTo("https://www.funcionpublica.gov.co/eva/gestornormativo/norma.php?i=213990"))
        .body("channels.find { it.channel == 'SMS' }.from", equalTo("2030-11-25T12:00:00Z"))
        .body("channels.find { it.channel == 'LETTER' }.reason", equalTo("NO_CONTACT_POINT"));
  }

  @Test
  void an_address_that_said_stop_is_refused_on_its_channel_alone() {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                        """
                        INSERT INTO opt_out (creditor_id, channel, address_hash, debtor_id, source, opted_out_at)
                        SELECT creditor_id, 'SMS', address_hash, debtor_id, 'reply', now() FROM contact_point
                        WHERE debtor_id = $1 AND kind = 'phone'
                        """,
                        Tuple.of(debtor.value()))));
    why(TUESDAY)
        .body("allowed", equalTo(true))
        .body("channels.find { it.channel == 'SMS' }.reason", equalTo("OPTED_OUT"))
        .body("channels.find { it.channel == 'EMAIL' }.allowed", equalTo(true));
  }

  @Test
  void what_is_on_its_way_joins_no_other_and_a_hold_takes_it_back() {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                        """
                        INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step,
                          channel, provider, contact_point_id, template_id, state, priority, due_at, expires_at,
                          wait_seconds, cost_micros, planned_at)
                        SELECT gen_random_uuid(), d.creditor_id, '2026-11-23', d.debtor_id, d.worst_account_id,
                          (SELECT COALESCE(min(campaign_id), 1) FROM campaign), 0, 'EMAIL', 'nobody', p.contact_point_id,
                          (SELECT COALESCE(min(template_id), 1) FROM message_template), 'PLANNED', 1,
                          '2030-11-26T15:00Z', '2030-11-26T16:00Z', 60, 0, now()
                        FROM debtor d JOIN contact_point p ON p.debtor_id = d.debtor_id AND p.kind = 'email'
                        WHERE d.debtor_id = $1
                        """,
                        Tuple.of(debtor.value()))));
    why(TUESDAY).body("allowed", equalTo(false)).body("inFlight", equalTo("EMAIL"));
    call()
        .body("{\"why\":\"case\"}")
        .put(path("/hold"))
        .then()
        .statusCode(200)
        .body("cancelled", equalTo(1));
    assertEquals("CANCELLED", text("SELECT state FROM planned_contact WHERE debtor_id = $1"));
    why(TUESDAY).body("inFlight", nullValue());
  }

  @Test
  void a_standstill_stops_every_channel_or_one_until_it_is_lifted() {
    String standstill = "/api/v1/creditors/" + bank.code() + "/standstill";
    call()
        .body("{\"why\":\"letters went out wrong\"}")
        .put(standstill + "?channel=SMS")
        .then()
        .statusCode(200)
        .body("changed", equalTo(true));
    why(TUESDAY)
        .body("allowed", equalTo(true))
        .body("channels.find { it.channel == 'SMS' }.rule", equalTo("batuta/standstill"))
        .body("channels.find { it.channel == 'EMAIL' }.allowed", equalTo(true));
    call()
        .body("{\"why\":\"all of it\"}")
        .put(standstill)
        .then()
        .statusCode(200)
        .body("items.why", contains("letters went out wrong", "all of it"));
    why(TUESDAY).body("allowed", equalTo(false));
    call().delete(standstill).then().statusCode(200).body("changed", equalTo(true));
    call()
        .delete(standstill + "?channel=SMS")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(0));
    call().body("{}").put(standstill).then().statusCode(422);
    given()
        .baseUri("http://" + server.getHost() + ":" + server.getPort())
        .header("X-Test-Role", "administrator")
        .contentType("application/json")
        .body("{\"why\":\"x\"}")
        .put("/api/v1/standstill")
        .then()
        .statusCode(403);
    why(TUESDAY).body("allowed", equalTo(true));
  }

  @Test
  void the_installation_stops_every_creditor() {
    call()
        .body("{\"why\":\"restored database\"}")
        .put("/api/v1/standstill?channel=VISIT")
        .then()
        .statusCode(200)
        .body("changed", equalTo(true));
    call()
        .get("/api/v1/creditors/" + bank.code() + "/standstill")
        .then()
        .body("items[0].ofAll", equalTo(true))
        .body("items[0].channel", equalTo("VISIT"));
    call().get("/api/v1/standstill").then().body("items.size()", equalTo(1));
    call()
        .delete("/api/v1/creditors/" + bank.code() + "/standstill?channel=VISIT")
        .then()
        .body("changed", equalTo(false));
    call()
        .delete("/api/v1/standstill?channel=VISIT")
        .then()
        .body("changed", equalTo(true))
        .body("items.size()", equalTo(0));
  }

  @Test
  void what_cannot_be_asked_is_said() {
    call()
        .body("{\"why\":\"because\"}")
        .put(path("/hold"))
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("why"));
    call().body("{}").put(path("/hold")).then().statusCode(422);
    call()
        .get(path("/why?at=yesterday"))
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("at"));
    call().get(path("/why?at=2020-01-01T00:00:00Z")).then().statusCode(422);
    call().get("/api/v1/creditors/" + bank.code() + "/debtors/none/why").then().statusCode(404);
    call()
        .body("{\"why\":\"case\"}")
        .put("/api/v1/creditors/" + bank.code() + "/debtors/none/hold")
        .then()
        .statusCode(404);
    call()
        .queryParam("status", "held")
        .get("/api/v1/creditors/" + bank.code() + "/debtors")
        .then()
        .statusCode(not(200));
  }

  private io.restassured.response.ValidatableResponse why(String at) {
    return call().get(path("/why?at=" + at)).then().statusCode(200);
  }

  private RequestSpecification call() {
    return given()
        .baseUri("http://" + server.getHost() + ":" + server.getPort())
        .header("X-Test-Role", "administrator,installation")
        .contentType("application/json");
  }

  private String path(String what) {
    return "/api/v1/creditors/" + bank.code() + "/debtors/7" + what;
  }

  private String text(String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.of(debtor.value()), row -> row.getString(0))))
        .orElseThrow();
  }
}
