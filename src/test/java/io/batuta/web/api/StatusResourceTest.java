package io.batuta.web.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.InFlight;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people state of a person or an account is obeyed at once, whatever files say after. */
@QuarkusTest
class StatusResourceTest {

  private static final String FILE =
      """
      account_number,debtor_number,name,balance,due_date,phone_1,status
      A1,D1,Ana Diaz,1250.50,2026-10-01,3001234567,%s
      B1,D2,Luis Rojas,90.00,2026-10-01,3001234568,active
      B2,D2,Luis Rojas,80.00,2026-10-02,3001234568,active
      """;

  @Inject People people;
  @Inject Keys keys;
  @Inject Sql sql;
  @Inject InFlight inFlight;

  private Creditor bank;

  @BeforeEach
  void a_bank_with_two_debtors() {
    bank = people.bank();
    load("active");
  }

  @Test
  void a_person_who_died_is_silent_from_the_answer_on_and_no_file_brings_it_back() {
    inFlight.of(bank, "D1", "SMS");
    state("compliance", "debtors/D1", "deceased", 200)
        .body("status", equalTo("deceased"))
        .body("changed", equalTo(true))
        .body("cancelled", equalTo(1));
    assertEquals("CANCELLED STATUS", text("SELECT state || ' ' || reason FROM planned_contact"));
    state("compliance", "debtors/D1", "deceased", 200).body("changed", equalTo(false));
    why("D1").body("channels.findAll { it.channel == 'SMS' }.reason", everyItem(equalTo("STATUS")));
    load("active");
    load("sued");
    assertEquals("deceased", status("D1"));
    state("integration", "debtors/D1", "active", 409);
    state("integration", "debtors/D1", "sued", 409);
    assertEquals("deceased", status("D1"));
    load("active");
    state("supervisor", "debtors/D1", "active", 200)
        .body("status", equalTo("active"))
        .body("changed", equalTo(true));
    state("supervisor", "debtors/D1", "active", 200).body("changed", equalTo(false));
    why("D1").body("allowed", equalTo(true));
    keys.as(bank, "agent")
        .get("/api/v1/creditors/" + bank.code() + "/debtors/D1/timeline")
        .then()
        .body(
            "items.findAll { it.kind == 'status_changed' }.why",
            contains(
                "Pasó a otra situación: la persona, fallecida.",
                "Pasó a otra situación: la persona, activa."));
    assertEquals(
        "deceased EXP-1 EXP-1",
        text("SELECT concat_ws(' ', status, proof, lifted_proof) FROM stated_status"));
  }

  @Test
  void an_account_that_is_sued_stays_so_whatever_its_file_says_and_the_other_is_worked_on() {
    state("administrator", "accounts/B1", "sued", 200).body("status", equalTo("sued"));
    load("active");
    assertEquals("sued", text("SELECT status FROM account WHERE number = 'B1'"));
    assertEquals(
        "active 8000",
        text("SELECT status || ' ' || balance_minor FROM debtor WHERE number = 'D2'"));
    state("administrator", "accounts/B2", "insolvent", 200);
    assertEquals("insolvent", status("D2"));
    state("compliance", "accounts/B2", "active", 200).body("status", equalTo("active"));
    state("compliance", "accounts/B1", "active", 200);
    assertEquals(
        "active 17000",
        text("SELECT status || ' ' || balance_minor FROM debtor WHERE number = 'D2'"));
  }

  @Test
  void a_dispute_that_the_debtor_raised_ends_when_a_person_says_so() {
    run(
        "INSERT INTO contact_fact (creditor_id, debtor_id, kind, occurred_at, recorded_at)"
            + " SELECT creditor_id, debtor_id, 'disputed', now(), now() FROM debtor WHERE number = 'D1' AND creditor_id = $1");
    why("D1").body("allowed", equalTo(false));
    state("integration", "debtors/D1", "active", 409);
    state("supervisor", "debtors/D1", "active", 200).body("changed", equalTo(true));
    why("D1").body("allowed", equalTo(true));
  }

  @Test
  void a_file_of_statuses_refuses_its_bad_lines_and_states_the_rest() {
    String file =
        "debtor_number;account_number;status;proof\nD1;;sued;EXP-9\n;B9;sued;EXP-9\nD2;;gone;EXP-9\nD2;x\n;B1;recalled;EXP-9\n";
    for (int changed : new int[] {2, 0}) {
      keys.as(bank, "integration")
          .contentType("text/csv")
          .body(file)
          .post("/api/v1/creditors/" + bank.code() + "/statuses")
          .then()
          .statusCode(200)
          .body("changed", equalTo(changed))
          .body("unchanged", equalTo(2 - changed))
          .body("rejected", equalTo(3))
          .body("rejections.line.sort()", contains(3, 4, 5))
          .body("rejections.find { it.line == 4 }.column", equalTo("status"));
    }
    assertEquals("sued", status("D1"));
    keys.as(bank, "integration")
        .contentType("text/csv")
        .body("debtor_number,status\nD1,active\n")
        .post("/api/v1/creditors/" + bank.code() + "/statuses")
        .then()
        .statusCode(422)
        .body("column", equalTo("proof"));
  }

  @Test
  void what_cannot_be_stated_is_said() {
    state("administrator", "debtors/D9", "sued", 404);
    state("administrator", "accounts/B9", "sued", 404);
    state("administrator", "debtors/D1", "held", 422);
    state("agent", "debtors/D1", "sued", 403);
  }

  private ValidatableResponse state(String role, String whom, String status, int answer) {
    return keys.as(bank, role)
        .contentType("application/json")
        .body("{\"status\":\"" + status + "\",\"proof\":\"EXP-1\"}")
        .put("/api/v1/creditors/" + bank.code() + "/" + whom + "/status")
        .then()
        .statusCode(answer);
  }

  private void load(String status) {
    keys.as(bank, "integration")
        .contentType("text/csv")
        .body(FILE.formatted(status))
        .post("/api/v1/creditors/" + bank.code() + "/portfolio")
        .then()
        .statusCode(200);
  }

  private ValidatableResponse why(String debtor) {
    return keys.as(bank, "administrator")
        .get(
            "/api/v1/creditors/"
                + bank.code()
                + "/debtors/"
                + debtor
                + "/why?at=2030-11-26T15:00:00Z")
        .then()
        .statusCode(200);
  }

  private String status(String debtor) {
    return text("SELECT status FROM debtor WHERE number = '" + debtor + "'");
  }

  private String text(String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.tuple(), row -> row.getString(0))))
        .orElseThrow();
  }

  private void run(String statement) {
    Await.on(
        () ->
            sql.asTenant(bank.id().value(), tx -> tx.run(statement, Tuple.of(bank.id().value()))));
  }
}
