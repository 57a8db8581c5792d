package io.batuta.supervision;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.compliance.LawLibrary;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.portfolio.CreditorStore;
import io.batuta.portfolio.DebtorId;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ErasureTest extends SupervisionScene {

  private static final String FILE =
      """
      account_number,debtor_number,name,document,balance,due_date,phone_1,email_1
      A1,D1,Ana Díaz Peña,1.020.304,0,2026-10-01,3333500001,ana@example.com
      A2,D2,Luis Paz,998877,300,2026-10-01,3333500002,luis@example.com
      """;

  @Inject Clock clock;
  @Inject Erasure erasure;
  @Inject CreditorStore creditors;

  private DebtorId ana;

  @BeforeEach
  void a_portfolio() {
    load().body("inserted", equalTo(2));
    ana = clear.debtor(bank, "D1");
  }

  @Test
  void nobody_can_say_any_more_who_it_was_and_the_ledger_says_that_it_was_done() {
    append(fact(ana, FactKind.SENT, ELEVEN), fact(ana, FactKind.REPLIED, ELEVEN));
    say(ana, "out", "Hola Ana", ELEVEN);
    say(ana, "in", "pago el viernes", ELEVEN);
    erase("compliance", "D1", "{\"basis\":\"request\",\"reason\":\"case 17\"}")
        .statusCode(200)
        .body("changed", equalTo(true));

    assertEquals(
        List.of(),
        rows("SELECT 'person' FROM person WHERE creditor_id = $1 AND debtor_id = " + ana.value()));
    assertEquals(List.of(), rows("SELECT 'words' FROM words WHERE creditor_id = $1"));
    assertTrue(clear.key(ana).isEmpty(), "its key is gone");
    assertEquals(
        List.of("withdrawn t f"),
        rows(
            "SELECT DISTINCT concat_ws(' ', status, encrypted_address IS NULL, address_hash IN (decode('"
                + clear.hash("+573333500001")
                + "', 'hex'), decode('"
                + clear.hash("ana@example.com")
                + "', 'hex'))) FROM contact_point WHERE creditor_id = $1 AND debtor_id = "
                + ana.value()));
    assertEquals(
        List.of("erased {\"basis\": \"request\", \"forced\": false}", "replied", "sent"),
        rows(
            "SELECT concat_ws(' ', kind, NULLIF(detail, '{}')) FROM contact_fact WHERE creditor_id = $1 AND debtor_id = "
                + ana.value()
                + " ORDER BY kind"));
    assertEquals(
        List.of("request case 17 f"),
        rows("SELECT concat_ws(' ', basis, reason, forced) FROM erasure WHERE creditor_id = $1"));
    as("agent").get(path + "/debtors/D1").then().statusCode(200).body("name", nullValue());
    as("agent")
        .get(path + "/debtors/D1/timeline")
        .then()
        .statusCode(200)
        .body("items.findAll { it.words != null }", hasSize(0));
  }

  @Test
  void twice_is_once() {
    erase("administrator", "D1", "{\"basis\":\"request\",\"reason\":\"case 17\"}")
        .body("changed", equalTo(true));
    erase("administrator", "D1", "{\"basis\":\"request\",\"reason\":\"case 17\"}")
        .statusCode(200)
        .body("changed", equalTo(false));
    assertEquals(List.of("1"), rows("SELECT count(*)::text FROM erasure WHERE creditor_id = $1"));
  }

  @Test
  void a_file_that_names_it_again_does_not_bring_it_back() {
    erase("compliance", "D1", "{\"basis\":\"request\",\"reason\":\"case 17\"}").statusCode(200);
    load()
        .body("rejected", equalTo(1))
        .body("unchanged", equalTo(1))
        .body("rejections[0].column", equalTo("debtor_number"))
        .body("rejections[0].reason", containsString("erased"));
    assertTrue(clear.key(ana).isEmpty());
    assertEquals("Luis Paz 998877", clear.person(clear.debtor(bank, "D2")));
  }

  @Test
  void an_opt_out_by_address_outlives_the_person() {
    run(
        "INSERT INTO opt_out (creditor_id, channel, address_hash, debtor_id, source, opted_out_at)"
            + " VALUES ($1, 'SMS', decode($2, 'hex'), $3, 'reply', now())",
        Tuple.of(bank.id().value(), clear.hash("+573333500001"), ana.value()));
    erase("compliance", "D1", "{\"basis\":\"request\",\"reason\":\"case 17\"}").statusCode(200);
    assertEquals(
        List.of("SMS nobody"),
        rows(
            "SELECT channel || ' ' || COALESCE(debtor_id::text, 'nobody') FROM opt_out"
                + " WHERE creditor_id = $1"));
  }

  @Test
  void whoever_owes_is_not_erased_on_request_and_is_by_a_court() {
    erase("compliance", "D2", "{\"basis\":\"request\",\"reason\":\"case 17\"}")
        .statusCode(409)
        .body("detail", containsString("open"));
    erase("compliance", "D2", "{\"basis\":\"request\",\"reason\":\"x\",\"force\":true}")
        .statusCode(422);
    erase("compliance", "D2", "{\"basis\":\"court\",\"reason\":\"case 18\",\"force\":true}")
        .statusCode(200);
    assertEquals(
        List.of("court t"),
        rows("SELECT concat_ws(' ', basis, forced) FROM erasure WHERE creditor_id = $1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE account SET status = 'sued', balance_minor = 400 WHERE creditor_id = $1 AND debtor_id = $2",
        "INSERT INTO hold (creditor_id, debtor_id, why, held_by, held_at) VALUES ($1, $2, 'legal', 'test', now())",
        "INSERT INTO stated_status (creditor_id, debtor_id, status, proof, stated_by, stated_at)"
            + " VALUES ($1, $2, 'disputed', 'case 3', 'test', now())"
      })
  void whoever_is_in_court_or_has_a_case_is_not_erased_on_request(String open) {
    run(open, Tuple.of(bank.id().value(), ana.value()));
    erase("compliance", "D1", "{\"basis\":\"request\",\"reason\":\"case 17\"}")
        .statusCode(409)
        .body("detail", containsString("open"));
  }

  /** A phone that two share: what waits there may be the other's. */
  @ParameterizedTest
  @CsvSource({"true, words", "false, none"})
  void what_waits_from_an_address_goes_unless_somebody_else_has_it(boolean shared, String left) {
    String hash = "%064x".formatted(ana.value()); // nobody's of another test
    run(
        "UPDATE contact_point SET address_hash = decode($2, 'hex') WHERE creditor_id = $1 AND kind = 'phone'"
            + " AND debtor_id = $3",
        Tuple.of(bank.id().value(), hash, ana.value()));
    if (shared) {
      run(
          "UPDATE contact_point SET address_hash = decode($2, 'hex') WHERE creditor_id = $1 AND kind = 'phone'"
              + " AND debtor_id = $3",
          Tuple.of(bank.id().value(), hash, clear.debtor(bank, "D2").value()));
    }
    String event = "erasure-" + ana.value();
    asEngine(
        "INSERT INTO callback_event (provider, event_id, callback_id, channel, kind, address_hash, encrypted_words,"
            + " occurred_at, recorded_at, waits_for) VALUES"
            + " ('sandbox', $1, 0, 'SMS', 'REPLIED', decode($2, 'hex'), 'x', now(), now(), 'person') RETURNING ''",
        Tuple.of(event, hash));
    run(
        "INSERT INTO consent (creditor_id, debtor_id, channel, address_hash, said, said_at, proof_kind, proof, source,"
            + " told_by, recorded_at) VALUES ($1, $2, 'SMS', decode($3, 'hex'), 'given', now(), 'paper', 'p', 'api', 't', now())",
        Tuple.of(bank.id().value(), ana.value(), hash));
    erase("compliance", "D1", "{\"basis\":\"request\",\"reason\":\"case 17\"}").statusCode(200);
    assertEquals(
        List.of(left),
        asEngine(
            "SELECT CASE WHEN encrypted_words IS NULL THEN 'none' ELSE 'words' END FROM callback_event"
                + " WHERE event_id = $1",
            Tuple.of(event)));
    assertEquals(
        List.of("another"),
        rows(
            "SELECT CASE address_hash WHEN decode('"
                + hash
                + "', 'hex') THEN 'the same' ELSE 'another' END FROM consent WHERE creditor_id = $1"));
  }

  private List<String> asEngine(String statement, Tuple arguments) {
    return Await.on(
        () -> sql.acrossTenants(tx -> tx.list(statement, arguments, row -> row.getString(0))));
  }

  @Test
  void law_that_asks_to_keep_is_told_with_its_last_day() {
    run("UPDATE creditor SET country = 'CL' WHERE creditor_id = $1", Tuple.of(bank.id().value()));
    append(fact(ana, FactKind.SENT, Instant.parse("2026-11-23T15:00:00Z")));
    erase("compliance", "D1", "{\"basis\":\"request\",\"reason\":\"case 17\"}")
        .statusCode(409)
        .body("detail", containsString("2028-11-23"));
  }

  @Test
  void what_is_on_its_way_is_taken_back() {
    run(
        """
        INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
          provider, contact_point_id, template_id, state, priority, due_at, expires_at, cost_micros)
        VALUES ($1, $2, '2026-11-23', $3, 1, 1, 0, 'SMS', 'nobody', 1, 1, 'PLANNED', 1, '2030-11-23T13:00Z',
          '2030-11-23T23:00Z', 0)
        """,
        Tuple.of(
            ContactId.of(bank.id(), MON_2026_11_23, ana, 0).value(),
            bank.id().value(),
            ana.value()));
    erase("compliance", "D1", "{\"basis\":\"request\",\"reason\":\"case 17\"}")
        .body("cancelled", equalTo(1));
    assertEquals(
        List.of("CANCELLED ERASED"),
        rows("SELECT state || ' ' || reason FROM planned_contact WHERE creditor_id = $1"));
  }

  @Test
  void retention_erases_whom_law_lets_go_and_nobody_else() {
    run("UPDATE creditor SET country = 'CL' WHERE creditor_id = $1", Tuple.of(bank.id().value()));
    DebtorId luis = clear.debtor(bank, "D2");
    append(fact(ana, FactKind.SENT, ELEVEN), fact(luis, FactKind.SENT, ELEVEN));
    assertEquals(0, retention("2028-11-20T12:00:00Z"), "three days too early");
    assertEquals(1, retention("2028-12-24T12:00:00Z"), "Ana; Luis still owes");
    assertTrue(clear.key(ana).isEmpty());
    assertTrue(clear.key(luis).isPresent());
    assertEquals(
        List.of("retention retention"),
        rows("SELECT basis || ' ' || ordered_by FROM erasure WHERE creditor_id = $1"));
  }

  private int retention(String now) {
    Clock then = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    int before = rows("SELECT 'one' FROM erasure WHERE creditor_id = $1").size();
    Await.on(() -> new Retention(sql, then, creditors, new LawLibrary(), erasure).erase());
    return rows("SELECT 'one' FROM erasure WHERE creditor_id = $1").size() - before;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"ANA DIAZ PENA"}                                 | D1
          {"document":"1020304"}                                   | D1
          {"phone":"333 350 0001"}                                 | D1
          {"email":" Luis@Example.com"}                            | D2
          {"name":"ana diaz pena","document":"998877"}             | ''
          {"name":"Ana"}                                           | ''
          {"phone":"12"}                                           | ''
          """)
  void people_are_found_without_being_read(String body, String number) {
    as("agent")
        .body(body)
        .post(path + "/debtors/search")
        .then()
        .statusCode(200)
        .body("number", equalTo(number.isEmpty() ? List.of() : List.of(number)));
  }

  @Test
  void a_search_for_nothing_is_refused_and_a_program_may_not_search() {
    as("agent").body("{}").post(path + "/debtors/search").then().statusCode(422);
    as("integration")
        .body("{\"document\":\"1020304\"}")
        .post(path + "/debtors/search")
        .then()
        .statusCode(403);
    as("agent")
        .body("{\"basis\":\"request\",\"reason\":\"case 17\"}")
        .delete(path + "/debtors/D1/person")
        .then()
        .statusCode(403);
    erase("compliance", "nobody", "{\"basis\":\"request\",\"reason\":\"case 17\"}").statusCode(404);
  }

  private io.restassured.specification.RequestSpecification as(String role) {
    return keys.as(bank, role).contentType(ContentType.JSON);
  }

  private ValidatableResponse erase(String role, String number, String body) {
    return as(role).body(body).delete(path + "/debtors/" + number + "/person").then();
  }

  private ValidatableResponse load() {
    return keys.as(bank, "administrator")
        .contentType("text/csv")
        .body(FILE.getBytes(StandardCharsets.UTF_8))
        .post(path + "/portfolio")
        .then()
        .statusCode(200);
  }
}
