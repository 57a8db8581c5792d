package io.batuta.supervision;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of one debtor, and why it happened. */
@QuarkusTest
class DebtorTimelineTest extends SupervisionScene {

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
        .body("contactPoints.address", contains("p•••@example.com", "+57 ••• ••• 0001"))
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
