package io.batuta.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.batuta.portfolio.Creditor;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class KeysAndProblemsTest {

  private static final String PROBLEM = "application/problem+json";
  private static final String BANK =
      """
      {"name":"Banco de prueba","country":"CO","currency":"COP","timeZone":"America/Bogota","fictional":true}
      """;

  @Inject People people;
  @Inject Keys keys;

  @Test
  void without_a_key_nobody_passes() {
    Creditor bank = people.bank();
    for (String path : new String[] {"", "/keys", "/campaigns", "/no-such-thing"}) {
      keys.request()
          .get("/api/v1/creditors/" + bank.code() + "/campaigns")
          .then()
          .statusCode(401)
          .contentType(PROBLEM)
          .header("WWW-Authenticate", startsWith("ApiKey"))
          .body("type", equalTo("/problems/unauthorized"));
    }
  }

  @Test
  void an_unknown_key_is_no_key() {
    Creditor bank = people.bank();
    keys.request()
        .header("X-Api-Key", "bk_made-up")
        .get("/api/v1/creditors/" + bank.code())
        .then()
        .statusCode(401)
        .contentType(PROBLEM);
  }

  @Test
  void a_key_opens_its_own_creditor_and_no_other() {
    Creditor mine = people.bank();
    Creditor other = people.bank();
    String key = keys.of(mine, "administrator");
    with(key).get("/api/v1/creditors/" + mine.code()).then().statusCode(200);
    for (String path :
        new String[] {
          other.code(), "no-such-bank", other.code() + "/campaigns", other.code() + "/debtors"
        }) {
      with(key)
          .get("/api/v1/creditors/" + path)
          .then()
          .statusCode(403)
          .contentType(PROBLEM)
          .body("type", equalTo("/problems/forbidden"));
    }
  }

  @Test
  void an_encoded_path_does_not_get_around_the_gate() {
    Creditor mine = people.bank();
    Creditor other = people.bank();
    with(keys.of(mine, "administrator"))
        .urlEncodingEnabled(false)
        .get("/api/v1/creditors/%62" + other.code().substring(1))
        .then()
        .statusCode(403);
    with(keys.of(mine, "administrator"))
        .urlEncodingEnabled(false)
        .get("/api/v1/creditors/" + mine.code() + "/../" + other.code())
        .then()
        .statusCode(403);
  }

  @Test
  void without_the_role_it_is_forbidden() {
    Creditor bank = people.bank();
    keys.as(bank, "agent")
        .contentType(ContentType.JSON)
        .body("{\"role\":\"administrator\"}")
        .post("/api/v1/creditors/" + bank.code() + "/keys")
        .then()
        .statusCode(403)
        .contentType(PROBLEM);
    keys.as(bank, "administrator")
        .contentType(ContentType.JSON)
        .body(BANK)
        .put("/api/v1/creditors/" + bank.code())
        .then()
        .statusCode(403);
  }

  @Test
  void the_installation_creates_a_creditor_once_and_changes_it_after() {
    String path = "/api/v1/creditors/new-" + UUID.randomUUID();
    installation().body(BANK).put(path).then().statusCode(201).body("fictional", equalTo(true));
    installation()
        .body(BANK.replace("de prueba", "cambiado"))
        .put(path)
        .then()
        .statusCode(200)
        .body("name", equalTo("Banco cambiado"));
    installation().body(BANK.replace("COP", "USD")).put(path).then().statusCode(409);
    installation().body(BANK.replace("true", "false")).put(path).then().statusCode(409);
    installation().get(path).then().statusCode(200).body("currency", equalTo("COP"));
  }

  @Test
  void a_fictional_creditor_is_carried_by_the_sandbox_alone() {
    String path = "/api/v1/creditors/fiction-" + UUID.randomUUID();
    installation().body(BANK).put(path).then().statusCode(201);
    String key =
        installation()
            .body("{\"role\":\"administrator\"}")
            .post(path + "/keys")
            .then()
            .statusCode(201)
            .header("Cache-Control", "no-store")
            .extract()
            .path("key");
    assertEquals(46, key.length());
    with(key)
        .get(path + "/channels")
        .then()
        .statusCode(200)
        .body("channel", equalTo(java.util.List.of("SMS", "EMAIL", "WHATSAPP", "VOICE", "CALL")))
        .body("provider", not(hasItem("ses")));
    with(key)
        .body("{\"provider\":\"ses\",\"sender\":\"a@b.co\",\"unitCost\":\"1\"}")
        .put(path + "/channels/EMAIL")
        .then()
        .statusCode(422)
        .body("violations.field", equalTo(java.util.List.of("provider")));
    with(key)
        .body("{\"provider\":\"sandbox\",\"sender\":\"a@b.co\",\"unitCost\":\"1.25\"}")
        .put(path + "/channels/EMAIL")
        .then()
        .statusCode(200)
        .body("unitCost", equalTo("1.25"));
    installation().body(BANK).put(path).then().statusCode(200);
    with(key).get(path + "/channels/EMAIL").then().body("unitCost", equalTo("1.25"));
  }

  @Test
  void a_revoked_key_ends_at_once_and_the_list_shows_no_secret() {
    Creditor bank = people.bank();
    String path = "/api/v1/creditors/" + bank.code() + "/keys";
    String administrator = keys.of(bank, "administrator");
    var made =
        with(administrator)
            .body("{\"role\":\"agent\"}")
            .post(path)
            .then()
            .statusCode(201)
            .extract();
    String secret = made.path("key");
    with(secret).get("/api/v1/creditors/" + bank.code()).then().statusCode(200);
    String listed = with(administrator).get(path).then().statusCode(200).extract().asString();
    assertFalse(listed.contains(secret));
    for (int twice = 0; twice < 2; twice++) {
      with(administrator).delete(path + "/" + made.path("id")).then().statusCode(204);
    }
    with(secret).get("/api/v1/creditors/" + bank.code()).then().statusCode(401);
    with(administrator).delete(path + "/0123456789abcdef").then().statusCode(404);
  }

  @Test
  void a_bad_creditor_is_told_everything_at_once() {
    installation()
        .body("{\"country\":\"Colombia\",\"currency\":\"PESO\",\"timeZone\":\"Bogota\"}")
        .put("/api/v1/creditors/bad")
        .then()
        .statusCode(422)
        .contentType(PROBLEM)
        .body("violations.field", hasItem("name"))
        .body("violations.field", hasItem("country"))
        .body("violations.field", hasItem("currency"))
        .body("violations.field", hasItem("timeZone"));
    installation().body(BANK).put("/api/v1/creditors/Not_A_Code").then().statusCode(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"x","colour":1}        | 422 | colour
          {"name":{"a":1}}               | 422 | name
          {"fictional":"perhaps"}        | 422 | fictional
          {"name":"x"                    | 400 |
          nonsense                       | 400 |
          {"name":"x"} {}                | 400 |
          ''                             | 400 |
          null                           | 400 |
          """)
  void a_body_that_is_not_expected_is_told_where(String body, int status, String field) {
    var answer =
        installation()
            .body(body)
            .put("/api/v1/creditors/bad")
            .then()
            .statusCode(status)
            .contentType(PROBLEM)
            .body("$", not(containsString("batuta")));
    if (field != null) {
      answer.body("violations.field", equalTo(java.util.List.of(field)));
    }
  }

  @Test
  void what_the_framework_refuses_is_a_problem_too() {
    Creditor bank = people.bank();
    String path = "/api/v1/creditors/" + bank.code();
    keys.as(bank, "administrator")
        .get(path + "/nothing")
        .then()
        .statusCode(404)
        .contentType(PROBLEM);
    keys.as(bank, "administrator").delete(path).then().statusCode(405).contentType(PROBLEM);
    keys.as(bank, "administrator")
        .contentType("text/plain")
        .body("x")
        .put(path + "/campaigns/one")
        .then()
        .statusCode(415)
        .contentType(PROBLEM);
    keys.as(bank, "administrator")
        .queryParam("limit", "many")
        .get(path + "/campaigns")
        .then()
        .statusCode(404)
        .contentType(PROBLEM);
    keys.as(bank, "administrator")
        .queryParam("limit", 501)
        .get(path + "/campaigns")
        .then()
        .statusCode(422)
        .body("violations", hasSize(1));
  }

  private RequestSpecification installation() {
    return with(Keys.INSTALLATION);
  }

  private RequestSpecification with(String key) {
    return keys.request().header("X-Api-Key", key).contentType(ContentType.JSON);
  }
}
