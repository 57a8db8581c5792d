package io.batuta.web.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.PortfolioImport;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PortfolioResourceTest {

  private static final String FILE =
      "account_number,debtor_number,name,balance,due_date,phone_1\n"
          + "A1,D1,Ana Diaz,1250.50,2026-10-01,3333500001\n"
          + "A2,D2,Luis Paz,300,2026-11-01,12\n"
          + "=A3,D3,Eva,10,2026-11-01,\n";

  @TestHTTPResource URL server;
  @Inject People people;
  @Inject Sql sql;
  @Inject Clock clock;
  @Inject CreditorDoor door;
  @Inject PortfolioImport portfolio;

  @Test
  void a_file_is_loaded_and_its_rejections_can_be_had_as_a_harmless_spreadsheet() {
    Creditor bank = people.bank();
    String id =
        call()
            .contentType("text/csv")
            .body(FILE)
            .post(path(bank, "/portfolio"))
            .then()
            .statusCode(200)
            .body("rows", equalTo(3))
            .body("inserted", equalTo(2))
            .body("rejected", equalTo(1))
            .body("valuesRefused", equalTo(1))
            .body("rejections", hasSize(2))
            .body("rejections[1].line", equalTo(4))
            .body("rejections[1].column", equalTo("account_number"))
            .body("rejections[1].reason", startsWith("begins with ="))
            .extract()
            .path("importId");
    call()
        .get(path(bank, "/imports/" + id))
        .then()
        .statusCode(200)
        .body("state", equalTo("loaded"))
        .body("unchanged", equalTo(0));
    String csv =
        call()
            .get(path(bank, "/imports/" + id + "/rejections.csv"))
            .then()
            .statusCode(200)
            .contentType("text/csv")
            .extract()
            .asString();
    assertEquals(
        "line,account_number,column,refused,reason\r\n"
            + "3,\"A2\",\"phone_1\",value,\"no number that can be reached in CO or, with +, abroad\"\r\n"
            + "4,\"'=A3\",\"account_number\",row,\"begins with =, like a formula of a spreadsheet\"\r\n",
        csv);
  }

  @Test
  void a_broken_file_is_422_with_line_and_column() {
    Creditor bank = people.bank();
    call()
        .contentType("text/csv")
        .body(FILE + "A4,D4,\"Eva,10,2026-11-01,\n")
        .post(path(bank, "/portfolio"))
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("/problems/broken-file"))
        .body("line", equalTo(5))
        .body("column", equalTo("name"))
        .body("detail", containsString("a quoted value does not end"));
    assertEquals("0", accounts(bank));
  }

  @Test
  void an_unknown_mode_an_unknown_creditor_and_an_unknown_import_are_told() {
    Creditor bank = people.bank();
    PortfolioResource resource = new PortfolioResource(door, portfolio);
    InputStream none = InputStream.nullInputStream();
    assertEquals(422, problem(() -> resource.load(bank.code(), "all", none)));
    assertEquals(404, problem(() -> resource.load("nobody", "delta", none)));
    assertEquals(404, problem(() -> resource.report(bank.code(), UUID.randomUUID())));
    assertEquals(
        404, problem(() -> resource.rejections(bank.code(), UUID.randomUUID()).collect().asList()));
  }

  @Test
  void without_a_role_nothing_is_read() {
    given()
        .baseUri(base())
        .contentType("text/csv")
        .body(FILE)
        .post(path(people.bank(), "/portfolio"))
        .then()
        .statusCode(401);
  }

  @Test
  void the_sample_streams_in_and_every_row_of_it_loads() throws Exception {
    Creditor bank = people.bank();
    assertEquals(
        "\"rows\":30000,\"inserted\":30000,\"updated\":0,\"unchanged\":0,\"rejected\":0,\"valuesRefused\":0",
        sample(bank));
    assertEquals(
        "\"rows\":30000,\"inserted\":0,\"updated\":0,\"unchanged\":30000,\"rejected\":0,\"valuesRefused\":0",
        sample(bank));
    assertEquals(
        "30000 30000 22273 1999 2667 322 141",
        text(
            bank,
            """
            SELECT concat_ws(' ', count(*), (SELECT count(*) FROM account),
              count(*) FILTER (WHERE balance_minor > 0 AND days <= 0), count(*) FILTER (WHERE days BETWEEN 1 AND 30),
              count(*) FILTER (WHERE days BETWEEN 31 AND 60), count(*) FILTER (WHERE days BETWEEN 61 AND 90),
              count(*) FILTER (WHERE days > 90))
            FROM (SELECT balance_minor, DATE '%s' - due_date AS days FROM debtor) d
            """
                .formatted(clock.instant().atZone(bank.timeZone()).toLocalDate())));
  }

  @Test
  void a_body_of_20_MB_streams_past_the_limit_that_other_bodies_keep() throws Exception {
    Creditor bank = people.bank();
    HttpURLConnection call = post(bank, "/portfolio", "text/csv");
    try (OutputStream body = call.getOutputStream()) {
      body.write(
          "account_number,debtor_number,name,balance,due_date\n".getBytes(StandardCharsets.UTF_8));
      byte[] row = "x,y\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 10; i++) {
        body.write(row);
      }
      byte[] empty = "\n".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 20; i++) {
        body.write(empty);
      }
    }
    assertEquals(200, call.getResponseCode());
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket
          .getOutputStream()
          .write(
              head(bank, "/payments", "application/json", 20_000_000)
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 413", new String(answer, StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_connection_cut_half_way_ends_as_a_failed_import_with_nothing_loaded() throws Exception {
    Creditor bank = people.bank();
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket
          .getOutputStream()
          .write(
              (head(bank, "/portfolio", "text/csv", 100_000) + FILE)
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      while (!"reading".equals(state(bank))) {
        Thread.onSpinWait();
      }
    }
    while ("reading".equals(state(bank))) {
      Thread.onSpinWait();
    }
    assertEquals("failed", state(bank));
    assertTrue(
        text(bank, "SELECT failure FROM portfolio_import")
            .endsWith("the connection ended before the file did"));
    assertEquals("0", accounts(bank));
  }

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

  private static int problem(Supplier<Uni<?>> call) {
    return assertThrows(Problem.class, () -> Await.on(() -> call.get().replaceWithVoid()))
        .body()
        .status();
  }

  private String sample(Creditor bank) throws Exception {
    HttpURLConnection call = post(bank, "/portfolio?mode=snapshot", "text/csv");
    try (InputStream shipped = getClass().getResourceAsStream("/sample/portfolio.csv.gz");
        InputStream text = new GZIPInputStream(shipped);
        OutputStream body = call.getOutputStream()) {
      text.transferTo(body);
    }
    assertEquals(200, call.getResponseCode());
    String answer = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return answer.substring(answer.indexOf("\"rows\""), answer.indexOf(",\"recalled\""));
  }

  private static String head(Creditor bank, String path, String type, int length) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nX-Test-Role: integration,installation\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(path(bank, path), type, length);
  }

  private HttpURLConnection post(Creditor bank, String path, String type) throws Exception {
    HttpURLConnection call =
        (HttpURLConnection) java.net.URI.create(base() + path(bank, path)).toURL().openConnection();
    call.setRequestMethod("POST");
    call.setRequestProperty("Content-Type", type);
    call.setRequestProperty("X-Test-Role", "integration,installation");
    call.setDoOutput(true);
    if (path.startsWith("/portfolio")) {
      call.setChunkedStreamingMode(0);
    }
    return call;
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

  private String state(Creditor bank) {
    return text(bank, "SELECT COALESCE(min(state), '') FROM portfolio_import");
  }

  private String accounts(Creditor bank) {
    return text(bank, "SELECT count(*)::text FROM account");
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
