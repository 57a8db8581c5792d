package io.batuta.supervision;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SupervisionTest {

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final Instant EVENING_BEFORE = Instant.parse("2026-11-23T02:00:00Z");
  private static final Instant TEN = Instant.parse("2026-11-23T15:00:00Z");
  private static final Instant ELEVEN = Instant.parse("2026-11-23T16:00:00Z");

  @Inject People people;
  @Inject Keys keys;
  @Inject Sql sql;
  @Inject LedgerStore ledger;
  @Inject CampaignBoard board;

  private Creditor bank;
  private String path;

  @BeforeEach
  void a_bank() {
    bank = people.bank();
    path = "/api/v1/creditors/" + bank.code();
  }

  @Test
  void the_timeline_tells_everything_in_order_and_why() {
    DebtorId ana = people.debtor(bank, "1", MON_2026_11_23.minusDays(40));
    plan(ana, 0, "SMS", "CLOSED", 10);
    append(
        fact(ana, FactKind.REPLIED, ELEVEN),
        fact(ana, FactKind.SENT, TEN),
        fact(ana, FactKind.DELIVERED, TEN.plusSeconds(9)),
        ContactFact.about(bank.id(), ana, FactKind.PROMISE_MADE, ELEVEN.plusSeconds(1))
            .worth(new Money(5_000_000, bank.currency()), LocalDate.parse("2026-11-27")),
        ContactFact.about(bank.id(), ana, FactKind.WITHHELD, ELEVEN.plusSeconds(2))
            .on(Channel.EMAIL, null)
            .because(Reason.OPEN_PROMISE)
            .explained(new JsonObject().put("rule", "house/open-promise")));
    say(ana, "in", "pago el viernes", ELEVEN);
    say(ana, "out", "Hola Persona 1", TEN);
    keys.as(bank, "supervisor")
        .get(path + "/debtors/1/timeline")
        .then()
        .statusCode(200)
        .body("items.kind", contains("sent", "delivered", "replied", "promise_made", "withheld"))
        .body("items[0].words", equalTo("Hola Persona 1"))
        .body("items[2].words", equalTo("pago el viernes"))
        .body("items[2].why", equalTo("Respondió por SMS."))
        .body("items[3].why", equalTo("Prometió un pago de 50000.00 COP para el 2026-11-27."))
        .body(
            "items[4].why",
            equalTo(
                "No se contactó por correo: tiene una promesa vigente (regla house/open-promise)."));
    keys.as(bank, "agent")
        .header("Accept-Language", "en-GB,en;q=0.9")
        .get(path + "/debtors/1/timeline?limit=2")
        .then()
        .body("items[1].why", equalTo("It arrived by SMS."))
        .body("next", notNullValue());
    String words =
        keys.as(bank, "integration").get(path + "/debtors/1/timeline").then().extract().asString();
    assertFalse(words.contains("viernes") || words.contains("Persona"), words);
  }

  @Test
  void the_timeline_pages_without_losing_or_repeating() {
    DebtorId ana = people.debtor(bank, "1", MON_2026_11_23);
    append(
        fact(ana, FactKind.SENT, TEN),
        fact(ana, FactKind.DELIVERED, TEN),
        fact(ana, FactKind.READ, TEN));
    String supervisor = keys.of(bank, "supervisor");
    String next = "";
    for (String kind : List.of("sent", "delivered", "read")) {
      next =
          keys.request()
              .header("X-Api-Key", supervisor)
              .get(path + "/debtors/1/timeline?limit=1" + next)
              .then()
              .statusCode(200)
              .body("items.kind", contains(kind))
              .extract()
              .path("next");
      next = "&after=" + next;
    }
    keys.request()
        .header("X-Api-Key", supervisor)
        .get(path + "/debtors/1/timeline?after=yesterday")
        .then()
        .statusCode(422);
  }

  @Test
  void a_debtor_is_shown_masked_and_named_only_to_those_near_people() {
    people.debtor(bank, "1", MON_2026_11_23);
    people.debtor(bank, "2", MON_2026_11_23);
    keys.as(bank, "agent")
        .get(path + "/debtors/1")
        .then()
        .statusCode(200)
        .body("name", equalTo("Persona 1"))
        .body("balance.amount", equalTo("1000.00"))
        .body("contactPoints.address", contains("p•••@example.com", "•••01"))
        .body("accounts.number", contains("A1"));
    keys.as(bank, "integration").get(path + "/debtors/1").then().body("name", nullValue());
    keys.as(bank, "strategist").get(path + "/debtors/1").then().statusCode(403);
    keys.as(bank, "agent")
        .get(path + "/debtors?status=active&limit=1")
        .then()
        .body("items.number", contains("1"))
        .body("next", equalTo("1"));
    keys.as(bank, "agent")
        .get(path + "/debtors?after=1")
        .then()
        .body("items.number", contains("2"));
    keys.as(bank, "agent").get(path + "/debtors?status=rich").then().statusCode(422);
    keys.as(bank, "agent").get(path + "/debtors/3").then().statusCode(404);
    Creditor other = people.bank();
    keys.as(other, "agent")
        .get("/api/v1/creditors/" + other.code() + "/debtors/1")
        .then()
        .statusCode(404);
  }

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
        .body("items.kind", contains("sent", "replied", "cancelled"))
        .body("items[1].words", equalTo("Llama mañana"));
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

  @Test
  void the_board_counts_each_contact_once_however_often_it_was_opened() {
    DebtorId ana = people.debtor(bank, "1", MON_2026_11_23.minusDays(40));
    DebtorId luis = people.debtor(bank, "2", MON_2026_11_23.minusDays(40));
    DebtorId eva = people.debtor(bank, "3", MON_2026_11_23.minusDays(40));
    night(3);
    plan(ana, 0, "SMS", "SENT", 10);
    plan(luis, 0, "SMS", "PLANNED", 11);
    append(
        fact(ana, FactKind.PLANNED, EVENING_BEFORE),
        fact(ana, FactKind.SENT, TEN),
        fact(ana, FactKind.DELIVERED, TEN.plusSeconds(3)),
        fact(ana, FactKind.READ, TEN.plusSeconds(60)),
        fact(ana, FactKind.READ, ELEVEN),
        fact(ana, FactKind.CLICKED, ELEVEN),
        ContactFact.about(bank.id(), eva, FactKind.WITHHELD, EVENING_BEFORE)
            .inNight(MON_2026_11_23, 1L)
            .because(Reason.PAID),
        ContactFact.about(bank.id(), luis, FactKind.PAID, ELEVEN)
            .worth(new Money(123_400, bank.currency()), null));
    keys.as(bank, "supervisor")
        .get(path + "/board?date=2026-11-23")
        .then()
        .statusCode(200)
        .body("nightState", equalTo("planned"))
        .body("members", equalTo(3))
        .body("total.planned", equalTo(2))
        .body("total.waiting", equalTo(1))
        .body("total.sent", equalTo(1))
        .body("total.delivered", equalTo(1))
        .body("total.read", equalTo(1))
        .body("cost.amount", equalTo("50.00"))
        .body("channels.channel", contains("SMS"))
        .body("hours.hour", contains(10, 11))
        .body("hours.due", contains(1, 1))
        .body("hours.sent", contains(1, 0))
        .body("withheld.reason", contains("PAID"))
        .body("withheld.text", contains("ya pagó"))
        .body("results.paid", equalTo(1))
        .body("results.paidAmount.amount", equalTo("1234.00"));
    Board counted =
        Await.on(() -> board.count(bank, Optional.empty(), Instant.parse("2026-11-25T15:00:00Z")));
    assertEquals(MON_2026_11_23, counted.date());
    assertEquals(
        LocalDate.parse("2026-11-22"),
        Await.on(() -> board.count(bank, Optional.empty(), Instant.parse("2026-11-22T15:00:00Z")))
            .date());
  }

  @Test
  void a_report_hides_few_people_and_gives_a_spreadsheet_no_formula() {
    for (int i = 1; i <= 6; i++) {
      DebtorId debtor = people.debtor(bank, Integer.toString(i), MON_2026_11_23.minusDays(40));
      plan(debtor, 0, "SMS", "CLOSED", 10);
      append(fact(debtor, FactKind.SENT, TEN), fact(debtor, FactKind.DELIVERED, TEN));
      region(debtor, i < 6 ? "=cmd|'/c calc'!A0" : "Chocó");
    }
    String report = path + "/reports/channels?from=2026-11-23&until=2026-11-23";
    keys.as(bank, "supervisor")
        .get(report + "&by=region,bucket")
        .then()
        .statusCode(200)
        .body("rows", hasSize(1))
        .body("hidden", equalTo(1))
        .body("rows[0].by.bucket", equalTo("31-60"))
        .body("rows[0].people", equalTo(5))
        .body("rows[0].delivered", equalTo(5));
    keys.as(bank, "supervisor")
        .accept("text/csv")
        .get(report + "&by=region")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/csv"))
        .body(startsWith("channel,region,people,planned,sent"))
        .body(containsString("SMS,'=cmd|"))
        .body(not(containsString("Chocó")));
    keys.as(bank, "supervisor").get(report + "&by=name").then().statusCode(422);
    keys.as(bank, "supervisor")
        .get(path + "/reports/channels?from=x&until=y")
        .then()
        .statusCode(422);
    keys.as(bank, "supervisor")
        .get(path + "/reports/channels?from=2026-01-01&until=2026-12-31")
        .then()
        .statusCode(422)
        .body("violations.field", contains("until"));
  }

  private io.restassured.response.Response outcome(String key, String idempotency, String body) {
    return keys.request()
        .header("X-Api-Key", key)
        .header("Idempotency-Key", idempotency)
        .contentType(ContentType.JSON)
        .body(body)
        .post(path + "/debtors/1/outcomes");
  }

  private ContactFact fact(DebtorId debtor, FactKind kind, Instant at) {
    return ContactFact.about(bank.id(), debtor, kind, at)
        .ofContact(ContactId.of(bank.id(), MON_2026_11_23, debtor, 0), MON_2026_11_23, 1L, null)
        .on(Channel.SMS, null);
  }

  private void append(ContactFact... facts) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    ledger
                        .ensureMonths(tx, MON_2026_11_23, 2)
                        .chain(() -> ledger.append(tx, List.of(facts), ELEVEN.plusSeconds(60)))));
  }

  private void plan(DebtorId debtor, int step, String channel, String state, int hour) {
    OffsetDateTime due = OffsetDateTime.parse("2026-11-23T%02d:00:00-05:00".formatted(hour));
    run(
        """
        INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
          provider, contact_point_id, template_id, state, priority, due_at, expires_at, wait_until, cost_micros, sent_at)
        SELECT $1, $2, '2026-11-23', $3, 1, 1, $4, $5, 'sandbox', 1, 1, $6, 1, $7, $7::timestamptz + interval '2 hours',
          $7, 25000000, $7
        """,
        Tuple.tuple()
            .addUUID(ContactId.of(bank.id(), MON_2026_11_23, debtor, step).value())
            .addInteger(bank.id().value())
            .addLong(debtor.value())
            .addInteger(step)
            .addString(channel)
            .addString(state)
            .addOffsetDateTime(due));
  }

  private void night(long members) {
    run(
        """
        INSERT INTO night (creditor_id, night, state, shards, members, started_at, finished_at)
        VALUES ($1, '2026-11-23', 'planned', 1, $2, now(), now())
        """,
        Tuple.of(bank.id().value(), members));
  }

  private void say(DebtorId debtor, String direction, String text, Instant at) {
    run(
        """
        INSERT INTO words (creditor_id, debtor_id, contact_id, direction, channel, text, occurred_at)
        VALUES ($1, $2, $3, $4, 'SMS', $5, $6)
        """,
        Tuple.of(
            bank.id().value(),
            debtor.value(),
            ContactId.of(bank.id(), MON_2026_11_23, debtor, 0).value(),
            direction,
            text,
            at.atOffset(java.time.ZoneOffset.UTC)));
  }

  private void region(DebtorId debtor, String region) {
    run("UPDATE debtor SET region = $2 WHERE debtor_id = $1", Tuple.of(debtor.value(), region));
  }

  private void run(String statement, Tuple arguments) {
    Await.on(() -> sql.asTenant(bank.id().value(), tx -> tx.run(statement, arguments)));
  }

  private List<String> rows(String statement) {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx -> tx.list(statement, Tuple.of(bank.id().value()), row -> row.getString(0))));
  }

  @Test
  void every_kind_and_reason_has_a_sentence_in_both_languages() {
    for (String language : List.of("es", "en")) {
      for (FactKind kind : FactKind.values()) {
        assertTrue(Sentences.of(language).say("kind." + kind.tag()).length() > 5);
      }
      for (Reason reason : Reason.values()) {
        assertFalse(Why.reason(reason.name(), language).equals(reason.name()), reason.name());
      }
      for (Channel channel : Channel.values()) {
        assertFalse(Sentences.of(language).say("channel." + channel).isEmpty());
      }
    }
  }
}
