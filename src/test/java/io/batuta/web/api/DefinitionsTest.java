package io.batuta.web.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.message.TemplateStore;
import io.batuta.message.TemplateText;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strategists write: templates, strategies, campaigns, bounds. */
@QuarkusTest
class DefinitionsTest {

  private static final String SMS =
      """
      {"channel":"SMS","language":"es","body":"Hola {name}, su saldo es {balance}."}
      """;
  private static final String LADDER =
      """
      {"type":"ladder","rungs":[{"channel":"SMS","wait":"PT4H","condition":"ALWAYS","from":"09:00","spread":"PT2H"}]}
      """;
  private static final String CAMPAIGN =
      """
      {"segment":"late","strategy":"soft","templates":{"SMS":{"es":"hello"}},"priority":7,"from":"2026-11-01",
       "until":"2026-12-31","budget":{"amount":"50000.00","currency":"COP"},"holdout":5}
      """;

  @Inject People people;
  @Inject Keys keys;
  @Inject Sql sql;
  @Inject TemplateStore templates;

  private Creditor bank;
  private String path;
  private String key;

  @BeforeEach
  void a_bank_with_a_strategist() {
    bank = people.bank();
    path = "/api/v1/creditors/" + bank.code();
    key = keys.of(bank, "strategist");
  }

  @Test
  void a_changed_template_is_a_new_version_and_the_same_text_is_not() {
    put("/templates/hello", SMS).then().statusCode(201).body("version", equalTo(1));
    put("/templates/hello", SMS).then().statusCode(200).body("version", equalTo(1));
    put("/templates/hello", SMS.replace("Hola", "Buenas"))
        .then()
        .statusCode(200)
        .body("version", equalTo(2));
    get("/templates/hello").then().statusCode(200).body("version", equalTo(2));
    put("/templates/other", SMS).then().statusCode(201);
    get("/templates").then().body("items.name", contains("hello", "other"));
    get("/templates?limit=1")
        .then()
        .body("items.version", contains(2))
        .body("next", equalTo("hello"));
    get("/templates?limit=1&after=other").then().body("items", equalTo(List.of()));
    assertEquals(3, count("SELECT count(*) FROM message_template WHERE creditor_id = $1"));
  }

  @Test
  void two_who_change_a_template_at_once_make_two_versions() {
    put("/templates/hello", SMS).then().statusCode(201);
    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> change("uno")),
            CompletableFuture.runAsync(() -> change("dos")))
        .join();
    get("/templates/hello").then().body("version", equalTo(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"language":"es","body":"x"}                                   | channel
          {"channel":"SMS","body":"x"}                                   | language
          {"channel":"SMS","language":"Spanish","body":"x"}              | language
          {"channel":"SMS","language":"es","body":" "}                   | body
          {"channel":"SMS","language":"es","body":"x","subject":"y"}     | subject
          {"channel":"EMAIL","language":"es","body":"x"}                 | subject
          {"channel":"EMAIL","language":"es","body":"x","subject":"a\\nb"} | subject
          {"channel":"PIGEON","language":"es","body":"x"}                | channel
          """)
  void a_template_that_could_not_be_sent_is_refused(String body, String field) {
    put("/templates/bad", body).then().statusCode(422).body("violations.field", hasItems(field));
    get("/templates/bad").then().statusCode(404);
  }

  @Test
  void a_strategy_comes_back_as_it_was_written() {
    put("/strategies/soft", LADDER).then().statusCode(201);
    put("/strategies/soft", LADDER.replace("PT4H", "PT6H")).then().statusCode(200);
    get("/strategies/soft")
        .then()
        .statusCode(200)
        .body("definition.type", equalTo("ladder"))
        .body("definition.rungs[0].wait", equalTo("PT6H"));
    put("/strategies/bad", "{\"rungs\":[]}")
        .then()
        .statusCode(422)
        .body("violations.field", contains("type"));
    assertEquals(
        1,
        count(
            "SELECT count(*) FROM strategy WHERE creditor_id = $1 AND jsonb_typeof(definition) = 'object'"));
  }

  @Test
  void a_campaign_that_names_what_is_not_there_is_told_each_by_name() {
    put("/campaigns/late", CAMPAIGN)
        .then()
        .statusCode(422)
        .body("violations.field", containsInAnyOrder("segment", "strategy", "templates.SMS.es"))
        .body("violations.message", hasItems("no segment is called late"));
    prepare();
    put("/templates/mail", SMS.replace("SMS\",", "EMAIL\",\"subject\":\"Hola\","))
        .then()
        .statusCode(201);
    put("/campaigns/late", CAMPAIGN.replace("hello", "mail"))
        .then()
        .statusCode(422)
        .body("violations.message", contains("mail is written for EMAIL"));
    put("/campaigns/late", CAMPAIGN.replace("\"es\"", "\"en\""))
        .then()
        .statusCode(422)
        .body("violations.message", contains("hello is written in es"));
    get("/campaigns/late").then().statusCode(404);
  }

  @Test
  void a_campaign_stands_once_and_keeps_its_pause() {
    prepare();
    put("/campaigns/late", CAMPAIGN).then().statusCode(201).body("paused", equalTo(false));
    for (int twice = 0; twice < 2; twice++) {
      post("/campaigns/late/pause").then().statusCode(200).body("paused", equalTo(true));
    }
    put("/campaigns/late", CAMPAIGN.replace("7", "9"))
        .then()
        .statusCode(200)
        .body("priority", equalTo(9))
        .body("paused", equalTo(true));
    get("/campaigns/late")
        .then()
        .body("templates.SMS.es", equalTo("hello"))
        .body("budget.amount", equalTo("50000.00"))
        .body("from", equalTo("2026-11-01"))
        .body("holdout", equalTo(5));
    post("/campaigns/late/resume").then().statusCode(200).body("paused", equalTo(false));
    get("/campaigns").then().body("items.name", contains("late")).body("next", nullValue());
    post("/campaigns/none/pause").then().statusCode(404);
    assertEquals(
        1,
        count(
            "SELECT count(*) FROM campaign WHERE creditor_id = $1 AND templates->'SMS'->>'es' = 'hello'"));
  }

  @Test
  void a_bad_campaign_is_told_everything_at_once() {
    put(
            "/campaigns/bad",
            """
            {"strategy":"soft","templates":{"SMS":{},"EMAIL":null},"from":"2026-12-01","until":"2026-11-01",
             "budget":{"amount":"12.345","currency":"USD"},"holdout":101}
            """)
        .then()
        .statusCode(422)
        .body(
            "violations.field",
            containsInAnyOrder(
                "segment",
                "templates.SMS",
                "templates.EMAIL",
                "until",
                "budget.amount",
                "holdout"));
    put("/campaigns/bad", "{\"from\":\"31/12/2026\"}")
        .then()
        .statusCode(422)
        .body("violations.field", contains("from"));
    put("/campaigns/" + "x".repeat(101), CAMPAIGN).then().statusCode(422);
  }

  @Test
  void house_rules_are_bounds_and_nothing_else() {
    String compliance = keys.of(bank, "compliance");
    with(compliance)
        .get(path + "/house-rules")
        .then()
        .statusCode(200)
        .body("$", equalTo(java.util.Map.of()));
    with(compliance)
        .body("{\"attemptsPerDay\":1}")
        .put(path + "/house-rules")
        .then()
        .statusCode(201);
    with(compliance)
        .body("{\"attemptsPerDay\":2,\"attemptsPerWeek\":3}")
        .put(path + "/house-rules")
        .then()
        .statusCode(200);
    with(compliance).get(path + "/house-rules").then().body("attemptsPerDay", equalTo(2));
    with(compliance)
        .body("{\"attemptsPerDay\":\"many\"}")
        .put(path + "/house-rules")
        .then()
        .statusCode(422);
    with(key).body("{}").put(path + "/house-rules").then().statusCode(403);
  }

  private void prepare() {
    put("/templates/hello", SMS).then().statusCode(201);
    put("/strategies/soft", LADDER).then().statusCode(201);
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                        "INSERT INTO segment (creditor_id, name, rule) VALUES ($1, 'late', 'days_past_due > 0')",
                        Tuple.of(bank.id().value()))));
  }

  private void change(String body) {
    TemplateText text = new TemplateText(Channel.SMS, "es", null, body);
    Await.on(() -> templates.put(bank.id(), "hello", text));
  }

  private long count(String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.of(bank.id().value()), row -> row.getLong(0))))
        .orElseThrow();
  }

  private io.restassured.response.Response put(String under, String body) {
    return with(key).body(body).put(path + under);
  }

  private io.restassured.response.Response post(String under) {
    return with(key).post(path + under);
  }

  private io.restassured.response.Response get(String under) {
    return with(key).get(path + under);
  }

  private RequestSpecification with(String secret) {
    return keys.request().header("X-Api-Key", secret).contentType(ContentType.JSON);
  }
}
