package io.batuta;

import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.callback.EveryMinute;
import io.batuta.campaign.Night;
import io.batuta.channel.ChannelGateway;
import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.channel.StandardWebhooks;
import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Clear;
import io.batuta.testing.EveryLog;
import io.batuta.testing.EveryTable;
import io.batuta.testing.Keys;
import io.batuta.time.SimulatedClock;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * The whole cycle, and all that goes wrong in it, with people whom nobody else is called like:
 * neither a log of any package nor the database says who they are.
 */
@QuarkusTest
@TestProfile(PrivacyTest.OnASundayEvening.class)
class PrivacyTest {

  /** 20:30 in Bogotá, before the business day of Monday 23 November 2026; our own logs in full. */
  public static final class OnASundayEvening implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "batuta.clock.starts-at",
          "2026-11-23T01:30:00Z",
          "quarkus.log.category.\"io.batuta\".level",
          "DEBUG",
          "tests.tattler",
          "true");
    }
  }

  /** A provider that repeats in its error what it was given; for this test alone. */
  @ApplicationScoped
  @IfBuildProperty(name = "tests.tattler", stringValue = "true")
  static class Tattler implements ChannelGateway {
    @Override
    public String provider() {
      return "tattler";
    }

    @Override
    public Set<Channel> channels() {
      return Set.of(Channel.values());
    }

    @Override
    public Uni<SendOutcome> send(OutboundMessage message) {
      return Uni.createFrom()
          .failure(
              new IllegalStateException(
                  "no such mailbox: " + message.address() + ", text " + message.body()));
    }
  }

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final String CODE = "banco-discreto";

  /** What nobody may read, of each kind; each stands in the file, a reply or a note. */
  private static final List<String> SECRETS =
      List.of(
          "Zenaida",
          "Quiñonezcaicedo",
          "Wilfrido",
          "Echavarrialondono",
          "Trespalacios",
          "79865432109",
          "1961-05-17",
          "3019998877",
          "3019998866",
          "zenaida.q@correo-raro.example",
          "wilfrido.e@correo-raro.example",
          "Vereda El Silencio",
          "con la venta de la vaca",
          "no fui yo sino mi primo",
          "tiene voz de enferma");

  private static final String PORTFOLIO =
      """
      account_number;debtor_number;name;document;birth_date;balance;days_past_due;phone_1;email_1;address
      P1;zq;Zenaida Quiñonezcaicedo;79865432109;1961-05-17;1250000.00;40;+573019998877;zenaida.q@correo-raro.example;Vereda El Silencio km 7
      P2;we;Wilfrido Echavarrialondono;79865432109;;800000.00;40;+573019998866;wilfrido.e@correo-raro.example;
      P3;bad;Trespalacios Mora;1961-05-17;Trespalacios;no money;40;3019998877x;zenaida.q@correo-raro.example@;
      """;

  @Inject Clock clock;
  @Inject Keys keys;
  @Inject CreditorStore creditors;
  @Inject Night night;
  @Inject EveryMinute everyMinute;
  @Inject Clear clear;
  @Inject EveryTable tables;
  @Inject Sql sql;

  @ConfigProperty(name = "batuta.channel.sandbox.secret")
  String secret;

  @Test
  void neither_a_log_nor_the_database_says_who_anybody_is() {
    try (EveryLog log = EveryLog.capture()) {
      Creditor bank = everythingThatCanHappen();
      DebtorId zenaida = clear.debtor(bank, "zq");
      assertEquals("Zenaida Quiñonezcaicedo 79865432109 1961-05-17", clear.person(zenaida));
      assertTrue(
          clear.words(zenaida).toString().contains("con la venta de la vaca"),
          "it was said, and is kept");
      assertTrue(log.text().contains("dispatch"), "logs are heard: " + log.text().length());
      for (String one : SECRETS) {
        assertFalse(log.text().contains(one), () -> one + " is in a log: " + log.around(one));
        assertEquals(List.of(), tables.that(one), one + " is in the database");
      }
      assertFalse(tables.that("Banco Discreto").isEmpty(), "whoever looks finds what is plain");
      assertEquals(List.of("opt_out"), tables.that("+573010000001"), "in bytes too");
    }
  }

  private Creditor everythingThatCanHappen() {
    Creditor bank = aBankWithACampaign();
    clear.plainBytes(bank, "+573010000001");
    Await.on(() -> night.run(bank, MON_2026_11_23, 2));
    clockAt("2026-11-23T14:30:00Z");
    Await.on(() -> everyMinute.run(100));

    String zenaida = contact(bank, "zq");
    say("1", zenaida, "+573019998877", "pago el viernes con la venta de la vaca")
        .then()
        .statusCode(200);
    say("2", null, "+573019998866", "no fui yo sino mi primo").then().statusCode(200);
    unreadable();
    agentsNote(bank);
    as(bank)
        .get(path("debtors/zq/timeline"))
        .then()
        .statusCode(200)
        .body("items.words.findAll { it != null }.size()", anyOf(is(2), is(3), is(4)));
    as(bank).get(path("debtors/zq")).then().body("name", equalTo("Zenaida Quiñonezcaicedo"));
    as(bank).get(path("debtors/Zenaida Quiñonezcaicedo")).then().statusCode(404);
    as(bank)
        .body("{\"rule\":\"name = 'Zenaida Quiñonezcaicedo'\",\"description\":\"\"}")
        .put(path("segments/zq"))
        .then()
        .statusCode(anyOf(is(400), is(422)));
    failures(bank);

    clockAt("2026-11-23T15:30:00Z");
    route(bank, "tattler");
    Await.on(() -> night.run(bank, MON_2026_11_23.plusDays(1), 1));
    clockAt("2026-11-24T14:30:00Z");
    Await.on(() -> everyMinute.run(100));
    assertEquals(
        1L,
        Await.on(
                () ->
                    sql.asTenant(
                        bank.id().value(),
                        tx ->
                            tx.first(
                                "SELECT count(*) FROM planned_contact WHERE provider = 'tattler' AND state = 'UNCERTAIN'",
                                Tuple.tuple(),
                                row -> row.getLong(0))))
            .orElseThrow(),
        "the provider told an address, in its own words");
    return bank;
  }

  private Creditor aBankWithACampaign() {
    keys.request()
        .header("X-Api-Key", Keys.INSTALLATION)
        .contentType(ContentType.JSON)
        .body(
            """
            {"name":"Banco Discreto","country":"CO","currency":"COP","timeZone":"America/Bogota","fictional":true}
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
    for (int twice = 0; twice < 2; twice++) {
      as(bank)
          .contentType("text/csv")
          .body(PORTFOLIO.getBytes(StandardCharsets.UTF_8))
          .post(path("portfolio"))
          .then()
          .statusCode(200)
          .body("rejected", equalTo(1))
          .body("inserted", equalTo(twice == 0 ? 2 : 0));
    }
    return bank;
  }

  private String contact(Creditor bank, String number) {
    return ContactId.of(bank.id(), MON_2026_11_23, clear.debtor(bank, number), 0)
        .value()
        .toString();
  }

  private Response say(String id, String contact, String from, String text) {
    String about = contact == null ? "" : "\"contact\":\"" + contact + "\",";
    return signed(
        """
        {"events":[{"id":"privacy-%s","type":"replied","channel":"SMS",%s"occurredAt":"2026-11-23T14:30:40Z",
          "from":"%s","text":"%s"}]}
        """
            .formatted(id, about, from, text));
  }

  private void unreadable() {
    signed("{\"events\":[{\"from\":\"+573019998877\",\"text\":\"Zenaida Quiñonezcaicedo")
        .then()
        .statusCode(400);
    keys.request()
        .contentType(ContentType.JSON)
        .body("{\"from\":\"+573019998877\"}")
        .post("/webhooks/sandbox")
        .then()
        .statusCode(401);
  }

  private void agentsNote(Creditor bank) {
    as(bank)
        .body(
            """
            {"channel":"CALL","result":"answered","note":"tiene voz de enferma"}
            """)
        .post(path("debtors/zq/outcomes"))
        .then()
        .statusCode(anyOf(is(200), is(201)));
  }

  /** Bodies that are no JSON, that no database takes, that are somebody else's. */
  private void failures(Creditor bank) {
    as(bank)
        .body("[{\"reference\":\"Zenaida\",\"accountNumber\":")
        .post(path("payments"))
        .then()
        .statusCode(anyOf(is(400), is(422)));
    as(bank)
        .body(
            "[{\"reference\":\"R\\u0000 Zenaida\",\"accountNumber\":\"3019998877\",\"amount\":\"1\",\"currency\":\"COP\",\"paidAt\":\"2026-11-23T14:00:00Z\"}]")
        .post(path("payments"));
    as(bank)
        .contentType("text/csv")
        .body("Zenaida Quiñonezcaicedo;79865432109\n+573019998877;\"zenaida.q@correo-raro.example")
        .post(path("portfolio"))
        .then()
        .statusCode(anyOf(is(400), is(422)));
  }

  /** The interface lets a fictional creditor go by the sandbox alone. */
  private void route(Creditor bank, String provider) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                        "UPDATE channel_route SET provider = $2 WHERE creditor_id = $1",
                        Tuple.of(bank.id().value(), provider))));
  }

  private Response signed(String body) {
    return keys.request()
        .header(StandardWebhooks.ID, "m1")
        .header(StandardWebhooks.TIMESTAMP, clock.instant().getEpochSecond())
        .header(
            StandardWebhooks.SIGNATURE,
            new StandardWebhooks(secret).sign("m1", clock.instant(), bytes(body)))
        .contentType(ContentType.JSON)
        .body(bytes(body))
        .post("/webhooks/sandbox");
  }

  private void put(Creditor bank, String what, String body) {
    as(bank).body(body).put(path(what)).then().statusCode(anyOf(is(200), is(201)));
  }

  private RequestSpecification as(Creditor bank) {
    return keys.as(bank, "administrator").contentType(ContentType.JSON);
  }

  private static String path(String what) {
    return "/api/v1/creditors/" + CODE + "/" + what;
  }

  private void clockAt(String instant) {
    ((SimulatedClock) clock).advanceTo(Instant.parse(instant));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
