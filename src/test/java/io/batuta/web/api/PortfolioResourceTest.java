package io.batuta.web.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.net.URL;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A file over HTTP, and what the caller is told of it. */
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
  void a_file_that_came_before_what_is_the_portfolio_is_409() {
    Creditor bank = people.bank();
    call().contentType("text/csv").body(FILE).post(path(bank, "/portfolio")).then().statusCode(200);
    text(
        bank,
        "UPDATE portfolio_import SET arrived_at = arrived_at + interval '1 minute', mode = 'snapshot' RETURNING mode");
    call()
        .contentType("text/csv")
        .body(FILE)
        .post(path(bank, "/portfolio"))
        .then()
        .statusCode(409)
        .body("type", equalTo("/problems/conflict"))
        .body("detail", containsString("is the portfolio already"));
  }

  private static int problem(Supplier<Uni<?>> call) {
    return assertThrows(Problem.class, () -> Await.on(() -> call.get().replaceWithVoid()))
        .body()
        .status();
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
