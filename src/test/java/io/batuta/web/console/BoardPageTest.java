package io.batuta.web.console;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BoardPageTest {

  @Inject People people;
  @Inject Keys keys;

  @Test
  void without_a_key_the_browser_is_asked_for_one() {
    for (String path : new String[] {"/", "/board.json"}) {
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
