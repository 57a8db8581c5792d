package io.batuta.web.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.channel.StandardWebhooks;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.DatabaseResource;
import io.batuta.testing.People;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PaymentResourceTest {

  private static final String FILE =
      "account_number,debtor_number,name,balance,due_date\nA1,D1,Ana Diaz,1250.50,2026-10-01\n";

  @TestHTTPResource URL server;
  @Inject People people;
  @Inject Sql sql;
  @Inject Clock clock;

  @ConfigProperty(name = "batuta.webhooks.payments.secret")
  String secret;

  @Test
  void payments_come_as_json_and_as_csv_and_twice() {
    Creditor bank = people.bank();
    call().contentType("text/csv").body(FILE).post(path(bank, "/portfolio")).then().statusCode(200);
    String json =
        """
        [{"reference":"P1","accountNumber":"A1","amount":"250.50","currency":"COP","paidAt":"2026-11-01"},
         {"reference":"P2","accountNumber":"A9","amount":"1","currency":"COP","paidAt":"2026-11-01"}]
        """;
    call()
        .contentType("application/json")
        .body(json)
        .post(path(bank, "/payments"))
        .then()
        .statusCode(200)
        .body("recorded", equalTo(1))
        .body("rejected", equalTo(1))
        .body("cancelledContacts", equalTo(0))
        .body("rejections[0].line", equalTo(1))
        .body("rejections[0].field", equalTo("accountNumber"));
    call()
        .contentType("text/csv")
        .body("reference,account_number,amount,currency,paid_at\nP1,A1,250.50,COP,2026-11-01\n")
        .post(path(bank, "/payments"))
        .then()
        .statusCode(200)
        .body("recorded", equalTo(0))
        .body("duplicates", equalTo(1));
    assertEquals(
        "100000", text(bank, "SELECT balance_minor::text FROM account WHERE number = 'A1'"));
    call()
        .contentType("application/json")
        .body("{\"reference\":\"P1\"")
        .post(path(bank, "/payments"))
        .then()
        .statusCode(422)
        .body("type", endsWith("broken-file"))
        .body("line", equalTo(1));
  }

  @Test
  void a_payment_is_taken_back_by_its_reference_once() {
    Creditor bank = people.bank();
    people.debtor(bank, "1", LocalDate.parse("2026-10-01"));
    String paid =
        "[{\"reference\":\"P1\",\"accountNumber\":\"A1\",\"amount\":\"1000\",\"currency\":\"COP\",\"paidAt\":\"2026-11-01\"}]";
    call().contentType("application/json").body(paid).post(path(bank, "/payments"));
    reverse(bank, "P1", "{\"amount\":\"999\",\"currency\":\"COP\"}")
        .then()
        .statusCode(422)
        .body("violations[0].field", equalTo("amount"))
        .body(
            "violations[0].message",
            equalTo("only a whole payment is taken back; it was 1000.00 COP"));
    reverse(bank, "P1", "{\"reversedAt\":\"2999-01-01\"}")
        .then()
        .statusCode(422)
        .body("violations[0].field", equalTo("reversedAt"));
    reverse(bank, "P1", "{\"amount\":\"1000\",\"currency\":\"COP\"}")
        .then()
        .statusCode(200)
        .body("state", equalTo("reversed"));
    reverse(bank, "P1", "{}").then().statusCode(200).body("state", equalTo("known"));
    assertEquals("100000 active", text(bank, "SELECT balance_minor || ' ' || status FROM account"));
    reverse(bank, "P2", "{}").then().statusCode(202).body("state", equalTo("waiting"));
    call()
        .contentType("text/csv")
        .body(
            "reference,account_number,amount,currency,paid_at,reversed\nP2,A1,5,COP,2026-11-01,\nP3,,,,,true\n")
        .post(path(bank, "/payments"))
        .then()
        .statusCode(200)
        .body("recorded", equalTo(1))
        .body("reversed", equalTo(1))
        .body("waiting", equalTo(1));
  }

  private Response reverse(Creditor bank, String reference, String body) {
    return call()
        .contentType("application/json")
        .body(body)
        .post(path(bank, "/payments/" + reference + "/reversal"));
  }

  /** Of a million rows a file holds the portfolio for minutes; a payment does not wait for it. */
  @Test
  void while_a_file_becomes_the_portfolio_payments_are_to_come_again() throws Exception {
    Creditor bank = people.bank();
    people.debtor(bank, "1", LocalDate.parse("2026-10-01"));
    String json =
        """
        [{"reference":"P1","accountNumber":"A1","amount":"1","currency":"COP","paidAt":"2026-11-01"}]
        """;
    try (Connection merging = merging(bank)) {
      call()
          .contentType("application/json")
          .body(json)
          .post(path(bank, "/payments"))
          .then()
          .statusCode(503)
          .header("Retry-After", equalTo("30"))
          .contentType("application/problem+json")
          .body("type", equalTo("/problems/portfolio-busy"));
      webhook(bank, json)
          .then()
          .statusCode(503)
          .header("Retry-After", equalTo("30"))
          .body("type", equalTo("/problems/portfolio-busy"));
      merging.rollback();
    }
    call()
        .contentType("application/json")
        .body(json)
        .post(path(bank, "/payments"))
        .then()
        .statusCode(200)
        .body("recorded", equalTo(1));
    webhook(bank, json).then().statusCode(200).body("duplicates", equalTo(1));
  }

  private static Connection merging(Creditor bank) throws Exception {
    var url = DatabaseResource.database();
    Connection other = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
    other.setAutoCommit(false);
    try (var held = other.createStatement()) {
      held.execute("SELECT pg_advisory_xact_lock(x'504F5254'::int, " + bank.id().value() + ")");
    }
    return other;
  }

  private Response webhook(Creditor bank, String json) {
    Instant now = clock.instant();
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    StandardWebhooks bankOwn =
        new StandardWebhooks(new StandardWebhooks(secret).secretOf(bank.code()));
    return given()
        .baseUri(base())
        .header(StandardWebhooks.ID, "1")
        .header(StandardWebhooks.TIMESTAMP, now.getEpochSecond())
        .header(StandardWebhooks.SIGNATURE, bankOwn.sign("1", now, body))
        .contentType("application/json")
        .body(body)
        .post("/webhooks/payments/" + bank.code());
  }

  private RequestSpecification call() {
    return given().baseUri(base()).header("X-Test-Role", "integration,installation");
  }

  private String base() {
    return "http://" + server.getHost() + ":" + server.getPort();
  }

  private static String path(Creditor bank, String rest) {
    return "/api/v1/creditors/" + bank.code() + rest;
  }

  private String text(Creditor bank, String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.tuple(), row -> row.getString(0))))
        .orElseThrow();
  }
}
