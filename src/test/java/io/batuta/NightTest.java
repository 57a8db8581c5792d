package io.batuta;

import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsInRelativeOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.callback.EveryMinute;
import io.batuta.campaign.Night;
import io.batuta.campaign.NightReport;
import io.batuta.channel.StandardWebhooks;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Keys;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * The whole loop, told once, through the real doors: what the ledger heard back shapes the next
 * night.
 */
@QuarkusTest
@TestProfile(NightTest.OnASundayEvening.class)
class NightTest {

  /** 20:30 in Bogotá, before the business day of Monday 23 November 2026. */
  public static final class OnASundayEvening implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("batuta.clock.starts-at", "2026-11-23T01:30:00Z");
    }
  }

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final LocalDate TUE_2026_11_24 = LocalDate.parse("2026-11-24");
  private static final String CODE = "banco-del-ciclo";
  private static final String PORTFOLIO =
      """
      account_number;debtor_number;name;balance;days_past_due;phone_1
      C1;ana;Ana Gómez;1250000.00;40;+573001234567
      C2;luis;Luis Rojas;800000.00;40;+573001234568
      C3;eva;Eva Mora;500000.00;0;+573001234569
      """;

  @Inject Clock clock;
  @Inject Keys keys;
  @Inject CreditorStore creditors;
  @Inject Night night;
  @Inject EveryMinute everyMinute;
  @Inject Sql sql;

  @ConfigProperty(name = "batuta.channel.sandbox.secret")
  String secret;

  @Test
  void who_says_stop_and_who_pays_is_not_contacted_again() {
    Creditor bank = aBankWithACampaign();

    NightReport monday = Await.on(() -> night.run(bank, MON_2026_11_23, 2));
    assertEquals(2, monday.planned(), "Ana and Luis; Eva is not late");

    clockAt("2026-11-23T11:00:00Z");
    assertEquals(0, Await.on(() -> everyMinute.run(100)).get("sent"), "it is 06:00 in Bogotá");
    clockAt("2026-11-23T14:30:00Z");
    assertEquals(2, Await.on(() -> everyMinute.run(100)).get("sent"));
    assertEquals(0, Await.on(() -> everyMinute.run(100)).get("sent"), "nothing leaves twice");

    String report = anaAnswers(bank);
    report(report).then().statusCode(200);
    report(report).then().statusCode(200);
    forged(report).then().statusCode(401);
    as(bank)
        .post("/api/v1/creditors/" + CODE + "/templates/sms/preview")
        .then()
        .statusCode(200)
        .body("text", equalTo("Ana, debe $ 1.250.000 a Banco del Ciclo."))
        .body("parts", equalTo(1))
        .body("cost.amount", equalTo("25"));
    pays("C2", "800000.00");

    as(bank)
        .get("/api/v1/creditors/" + CODE + "/debtors/ana/timeline")
        .then()
        .statusCode(200)
        .body(
            "items.kind",
            containsInRelativeOrder("planned", "sent", "delivered", "replied", "opted_out"))
        .body("items.findAll { it.kind == 'replied' }.size()", equalTo(1));

    clockAt("2026-11-24T01:30:00Z");
    NightReport tuesday = Await.on(() -> night.run(bank, TUE_2026_11_24, 2));
    assertEquals(0, tuesday.planned());
    assertEquals(Map.of(Reason.OPTED_OUT, 1L), tuesday.withheld(), "Luis owes nothing any more");
  }

  private Creditor aBankWithACampaign() {
    installation()
        .body(
            """
            {"name":"Banco del Ciclo","country":"CO","currency":"COP","timeZone":"America/Bogota","fictional":true}
            """)
        .put("/api/v1/creditors/" + CODE)
        .then()
        .statusCode(201);
    Creditor bank = Await.on(() -> creditors.byCode(CODE)).orElseThrow();
    put(
        bank,
        "segments/tarde",
        "{\"rule\":\"days_past_due BETWEEN 31 AND 60\",\"description\":\"\"}");
    put(
        bank,
        "templates/sms",
        "{\"channel\":\"SMS\",\"language\":\"es\",\"body\":\"{{firstName}}, debe {{balance}} a {{creditor}}.\"}");
    put(
        bank,
        "strategies/uno",
        "{\"type\":\"ladder\",\"rungs\":[{\"channel\":\"SMS\",\"wait\":\"PT4H\",\"from\":\"09:00\",\"spread\":\"PT10M\"}]}");
    put(
        bank,
        "campaigns/tarde",
        "{\"segment\":\"tarde\",\"strategy\":\"uno\",\"templates\":{\"SMS\":{\"es\":\"sms\"}},\"priority\":1}");
    as(bank)
        .contentType("text/csv")
        .body(PORTFOLIO.getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/creditors/" + CODE + "/portfolio")
        .then()
        .statusCode(200)
        .body("inserted", equalTo(3));
    return bank;
  }

  private String anaAnswers(Creditor bank) {
    long ana =
        Await.on(
                () ->
                    sql.asTenant(
                        bank.id().value(),
                        tx ->
                            tx.first(
                                "SELECT debtor_id FROM debtor WHERE number = 'ana'",
                                Tuple.tuple(),
                                row -> row.getLong(0))))
            .orElseThrow();
    String contact =
        ContactId.of(bank.id(), MON_2026_11_23, new DebtorId(ana), 0).value().toString();
    return """
        {"events":[
          {"id":"%1$s-2","type":"replied","channel":"SMS","contact":"%1$s","occurredAt":"2026-11-23T14:30:40Z",
           "from":"+573001234567","text":"BAJA"},
          {"id":"%1$s-1","type":"delivered","channel":"SMS","contact":"%1$s","occurredAt":"2026-11-23T14:30:20Z"}]}
        """
        .formatted(contact);
  }

  private void pays(String account, String amount) {
    as(Await.on(() -> creditors.byCode(CODE)).orElseThrow())
        .body(
            """
            [{"reference":"R1","accountNumber":"%s","amount":"%s","currency":"COP","paidAt":"2026-11-23T14:00:00Z"}]
            """
                .formatted(account, amount))
        .post("/api/v1/creditors/" + CODE + "/payments")
        .then()
        .statusCode(200)
        .body("recorded", equalTo(1));
  }

  private io.restassured.response.Response report(String body) {
    return signed(body, new StandardWebhooks(secret).sign("m1", clock.instant(), bytes(body)));
  }

  private io.restassured.response.Response forged(String body) {
    return signed(
        body, new StandardWebhooks(secret).sign("m1", clock.instant(), bytes(body + " ")));
  }

  private io.restassured.response.Response signed(String body, String signature) {
    return keys.request()
        .header(StandardWebhooks.ID, "m1")
        .header(StandardWebhooks.TIMESTAMP, clock.instant().getEpochSecond())
        .header(StandardWebhooks.SIGNATURE, signature)
        .contentType(ContentType.JSON)
        .body(bytes(body))
        .post("/webhooks/sandbox");
  }

  private void put(Creditor bank, String path, String body) {
    as(bank)
        .body(body)
        .put("/api/v1/creditors/" + CODE + "/" + path)
        .then()
        .statusCode(anyOf(is(200), is(201)));
  }

  private RequestSpecification as(Creditor bank) {
    return keys.as(bank, "administrator").contentType(ContentType.JSON);
  }

  private RequestSpecification installation() {
    return keys.request().header("X-Api-Key", Keys.INSTALLATION).contentType(ContentType.JSON);
  }

  private void clockAt(String instant) {
    ((SimulatedClock) clock).advanceTo(Instant.parse(instant));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
