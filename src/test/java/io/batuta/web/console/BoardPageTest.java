package io.batuta.web.console;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BoardPageTest {

  @Inject People people;
  @Inject Sql sql;
  @Inject Clock clock;
  @Inject Keys keys;

  @Test
  void without_a_key_the_browser_is_asked_for_one() {
    for (String path : new String[] {"/", "/board.json", "/operations.json"}) {
      keys.request()
          .get(path)
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", startsWith("Basic"));
    }
  }

  @Test
  void the_key_is_the_password_and_shows_its_own_creditor_alone() {
    Creditor mine = people.bank();
    Creditor other = people.bank();
    String key = keys.of(mine, "supervisor");
    keys.request()
        .auth()
        .preemptive()
        .basic("anybody", key)
        .get("/")
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", startsWith("default-src 'none'"))
        .body(containsString("data-creditor=\"" + mine.code() + "\""))
        .body(containsString("El día en curso"))
        .body(not(containsString(other.code())));
    keys.request()
        .auth()
        .preemptive()
        .basic("anybody", key)
        .get("/board.json?creditor=" + other.code())
        .then()
        .statusCode(404);
    keys.request()
        .header("X-Api-Key", key)
        .get("/board.json")
        .then()
        .statusCode(200)
        .body("creditor", equalTo(mine.code()));
    keys.as(mine, "integration").get("/").then().statusCode(403);
  }

  @Test
  void the_password_of_a_page_does_not_open_the_interface() {
    Creditor mine = people.bank();
    keys.request()
        .auth()
        .preemptive()
        .basic("anybody", keys.of(mine, "administrator"))
        .get("/api/v1/creditors/" + mine.code())
        .then()
        .statusCode(401);
  }

  @Test
  void the_language_is_that_of_the_link_then_of_the_browser() {
    Creditor mine = people.bank();
    String key = keys.of(mine, "supervisor");
    page(key, "en-US,en;q=0.9", "/").then().body(containsString("The day so far"));
    page(key, "en-US", "/?lang=es").then().body(containsString("El día en curso"));
    page(key, "de-DE", "/").then().body(containsString("El día en curso"));
    page(key, "es;q=0.2, en;q=0.9", "/").then().body(containsString("lang=\"en\""));
    page(key, "es", "/?lang=en").then().body(containsString("The day so far"));
    page(key, "es", "/?creditor=%22%3E%3Cscript%3E")
        .then()
        .body(not(containsString("\"><script>")));
  }

  @Test
  void what_holds_contacts_up_is_shown_and_a_second_person_lets_it_go() {
    Creditor mine = people.bank();
    Creditor other = people.bank();
    LocalDate night = clock.instant().atZone(mine.timeZone()).toLocalDate();
    Await.on(
        () ->
            sql.asTenant(
                mine.id().value(),
                tx ->
                    tx.run(
                        """
                        WITH s AS (
                          INSERT INTO standstill (creditor_id, channel, why, ordered_by, ordered_at)
                          VALUES ($1, 'SMS', 'no entregados: 3 de 4', 'batuta', now())
                        ), c AS (
                          INSERT INTO campaign (creditor_id, name, segment, strategy, templates, priority)
                          VALUES ($1, 'todos', 's', 's', '{}', 1) RETURNING campaign_id
                        )
                        INSERT INTO campaign_approval (creditor_id, night, campaign_id, state, members, contacts, cost_micros,
                          asked_at, expires_at)
                        SELECT $1, $2, campaign_id, 'waiting', 12, 11, 220000000, now(), now() + interval '1 hour' FROM c
                        """,
                        Tuple.of(mine.id().value(), night))));
    String key = keys.of(mine, "supervisor");
    String path = "/operations.json?creditor=" + mine.code();
    String order = "{\"night\":\"" + night + "\",\"campaign\":\"todos\",\"contacts\":11}";
    keys.request()
        .header("X-Api-Key", key)
        .get(path)
        .then()
        .statusCode(200)
        .body("stops[0].byMachine", equalTo(true))
        .body("waiting[0].contacts", equalTo(11))
        .body("waiting[0].cost", equalTo("220.000000"));
    keys.as(other, "supervisor").get(path).then().statusCode(404);
    basic(key).contentType("text/plain").body(order).post(path).then().statusCode(415);
    basic(keys.of(mine, "strategist"))
        .contentType("application/json")
        .body(order)
        .post(path)
        .then()
        .statusCode(403);
    basic(key)
        .contentType("application/json")
        .body(order)
        .post(path)
        .then()
        .statusCode(200)
        .body("state", equalTo("approved"));
  }

  private RequestSpecification basic(String key) {
    return keys.request().auth().preemptive().basic("anybody", key);
  }

  @Test
  void both_languages_say_the_same_things() {
    assertEquals(
        new TreeSet<>(PageTexts.of("es", null).all().keySet()),
        new TreeSet<>(PageTexts.of("en", null).all().keySet()));
  }

  private io.restassured.response.Response page(String key, String accepted, String path) {
    return keys.request()
        .urlEncodingEnabled(false)
        .header("X-Api-Key", key)
        .header("Accept-Language", accepted)
        .get(path);
  }
}
