package io.batuta.supervision;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.DebtorId;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an agent reports. */
@QuarkusTest
class OutcomesTest extends SupervisionScene {

  @Test
  void an_agents_result_is_an_attempt_and_a_fact_once() {
    DebtorId ana = people.debtor(bank, "1", MON_2026_11_23.minusDays(9));
    plan(ana, 0, "SMS", "PLANNED", 10);
    String agent = keys.of(bank, "agent");
    outcome(
            agent,
            "one",
            "{\"channel\":\"CALL\",\"result\":\"answered\",\"note\":\"Llama mañana\"}")
        .then()
        .statusCode(201)
        .body("cancelled", equalTo(1));
    outcome(
            agent,
            "one",
            "{\"channel\":\"CALL\",\"result\":\"answered\",\"note\":\"Llama mañana\"}")
        .then()
        .statusCode(200)
        .body("recordedBefore", equalTo(true));
    keys.as(bank, "supervisor")
        .get(path + "/debtors/1/timeline")
        .then()
        .body("items.kind", contains("cancelled", "sent", "replied"))
        .body("items[2].words", equalTo("Llama mañana"));
    assertEquals(
        List.of("1 1"),
        rows("SELECT attempts || ' ' || two_way FROM contact_day WHERE creditor_id = $1"));
  }

  @Test
  void a_wrong_person_spoils_the_contact_point() {
    people.debtor(bank, "1", MON_2026_11_23);
    String agent = keys.of(bank, "agent");
    int point =
        keys.request()
            .header("X-Api-Key", agent)
            .get(path + "/debtors/1")
            .then()
            .extract()
            .path("contactPoints[1].id");
    outcome(
            agent,
            "two",
            "{\"channel\":\"CALL\",\"contactPoint\":" + point + ",\"result\":\"wrong_person\"}")
        .then()
        .statusCode(201);
    keys.request()
        .header("X-Api-Key", agent)
        .get(path + "/debtors/1")
        .then()
        .body("contactPoints[1].status", equalTo("wrong_person"));
    outcome(agent, "three", "{\"channel\":\"CALL\",\"contactPoint\":1,\"result\":\"busy\"}")
        .then()
        .statusCode(422)
        .body("violations.field", contains("contactPoint"));
  }

  @Test
  void an_outcome_that_makes_no_sense_is_refused_whole() {
    people.debtor(bank, "1", MON_2026_11_23);
    String agent = keys.of(bank, "agent");
    outcome(
            agent,
            "a",
            "{\"result\":\"happy\",\"promise\":{\"dueOn\":\"2020-01-01\",\"amount\":\"-1\",\"currency\":\"COP\"}}")
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("channel"))
        .body("violations.field", hasItem("result"))
        .body("violations.field", hasItem("promise"))
        .body("violations.field", hasItem("promise.dueOn"))
        .body("violations.field", hasItem("promise.amount"));
    outcome(agent, "b", "{\"channel\":\"CALL\",\"result\":\"promised\"}").then().statusCode(422);
    keys.as(bank, "agent")
        .contentType(ContentType.JSON)
        .body("{\"channel\":\"CALL\",\"result\":\"busy\"}")
        .post(path + "/debtors/none/outcomes")
        .then()
        .statusCode(404);
    assertEquals(List.of(), rows("SELECT kind FROM contact_fact WHERE creditor_id = $1"));
  }

  private io.restassured.response.Response outcome(String key, String idempotency, String body) {
    return keys.request()
        .header("X-Api-Key", key)
        .header("Idempotency-Key", idempotency)
        .contentType(ContentType.JSON)
        .body(body)
        .post(path + "/debtors/1/outcomes");
  }
}
