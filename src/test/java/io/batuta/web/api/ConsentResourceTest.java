package io.batuta.web.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.InFlight;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last word of a debtor on a channel holds, and a revocation is obeyed at once. */
@QuarkusTest
class ConsentResourceTest {

  private static final String FILE =
      """
      account_number,debtor_number,name,balance,due_date,phone_1,phone_2,email_1,authorised_channels
      A1,D1,Ana Diaz,1250.50,2026-10-01,3001234567,3001234568,ana@example.com,EMAIL
      A2,D2,Luis Rojas,90.00,2026-10-01,3001234569,,luis@example.com,
      """;

  @Inject People people;
  @Inject Keys keys;
  @Inject Sql sql;
  @Inject InFlight inFlight;

  private Creditor bank;

  @BeforeEach
  void a_bank_with_two_debtors() {
    bank = people.bank();
    keys.as(bank, "integration")
        .contentType("text/csv")
        .body(FILE)
        .post("/api/v1/creditors/" + bank.code() + "/portfolio")
        .then()
        .statusCode(200);
  }

  @Test
  void a_consent_opens_what_the_file_does_not_and_a_revocation_closes_it_again() {
    why("D1", "SMS").body(reason("SMS"), equalTo("CHANNEL_NOT_AUTHORISED"));
    give("D1", "SMS", "2026-11-01", null, 200)
        .body("channels", contains("EMAIL", "SMS"))
        .body("changed", equalTo(true));
    give("D1", "SMS", "2026-11-01", null, 200).body("changed", equalTo(false));
    why("D1", "SMS").body(allowed("SMS"), equalTo(true));
    inFlight.of(bank, "D1", "SMS");
    revoke("D1", "SMS", "")
        .body("channels", contains("EMAIL"))
        .body("changed", equalTo(true))
        .body("cancelled", equalTo(1));
    assertEquals(
        "CANCELLED CHANNEL_NOT_AUTHORISED",
        text("SELECT state || ' ' || reason FROM planned_contact"));
    revoke("D1", "SMS", "").body("changed", equalTo(false));
    why("D1", "SMS").body(reason("SMS"), equalTo("CHANNEL_NOT_AUTHORISED"));
    // A consent that is older than the revocation, told late, changes nothing.
    give("D1", "SMS", "2026-11-02", null, 200).body("channels", contains("EMAIL"));
    keys.as(bank, "agent")
        .get(path("D1") + "/timeline")
        .then()
        .body(
            "items.kind.findAll { it.startsWith('consent') }",
            contains("consent_given", "consent_given", "consent_revoked"));
    keys.as(bank, "compliance")
        .get(path("D1") + "/consents")
        .then()
        .body("said.size()", equalTo(3))
        .body("said[0].said", equalTo("revoked"))
        .body("said.proof", hasItem("clause-4"));
  }

  @Test
  void a_revocation_wins_over_a_file_that_authorises_all_and_leaves_other_channels() {
    inFlight.of(bank, "D2", "EMAIL");
    revoke("D2", "SMS", "?at=2030-01-01&proofKind=recording&proof=call-77")
        .body("cancelled", equalTo(0))
        .body("channels", not(hasItem("SMS")))
        .body("channels.size()", equalTo(6));
    assertEquals("PLANNED", text("SELECT state FROM planned_contact"));
    // A revocation of a day to come holds from now on, and so long no consent is later.
    give("D2", "SMS", "2026-11-01", null, 200).body("channels", not(hasItem("SMS")));
  }

  @Test
  void a_revocation_holds_from_when_it_was_told_though_it_names_an_earlier_day() {
    revoke("D1", "EMAIL", "?at=2026-11-01").body("channels.size()", equalTo(0));
    give("D1", "EMAIL", "2026-11-05", null, 200).body("channels.size()", equalTo(0));
    give("D1", "EMAIL", Instant.now().toString(), null, 200).body("channels", contains("EMAIL"));
    // Of a bare day the end.
    revoke("D1", "EMAIL", "?at=" + LocalDate.now(bank.timeZone()))
        .body("channels.size()", equalTo(0));
    give("D1", "EMAIL", Instant.now().toString(), null, 200).body("channels.size()", equalTo(0));
  }

  @Test
  void a_program_does_not_give_again_what_a_person_recorded_as_taken_back() {
    revoke("D1", "EMAIL", "");
    giveAs("integration", "D1", "EMAIL", Instant.now().toString(), null, 409);
    giveAs("integration", "D1", "EMAIL", "2026-11-05", null, 200)
        .body("channels.size()", equalTo(0));
    give("D1", "EMAIL", Instant.now().toString(), null, 200).body("channels", contains("EMAIL"));
    keys.as(bank, "integration").delete(path("D1") + "/consents/EMAIL").then().statusCode(200);
    giveAs("integration", "D1", "EMAIL", Instant.now().toString(), null, 200)
        .body("channels", contains("EMAIL"));
  }

  @Test
  void what_was_handed_over_on_a_channel_is_called_back_when_the_channel_is_revoked() {
    inFlight.of(bank, "D2", "LETTER");
    text(
        "WITH sent AS (UPDATE planned_contact SET state = 'SENT', sent_at = now(), wait_until = now() + interval '9 days'"
            + " RETURNING 1) SELECT count(*)::text FROM sent");
    revoke("D2", "SMS", "");
    assertEquals("0", text("SELECT count(*)::text FROM recall_order"));
    revoke("D2", "LETTER", "");
    assertEquals(
        "1 CHANNEL_NOT_AUTHORISED",
        text("SELECT count(*) || ' ' || min(reason) FROM recall_order"));
  }

  @Test
  void a_consent_to_one_address_opens_the_channel_to_that_alone() {
    long second =
        Long.parseLong(
            text(
                "SELECT contact_point_id::text FROM contact_point WHERE kind = 'phone' AND rank = 2"));
    give("D1", "SMS", "2026-11-01", second, 200).body("channels", contains("EMAIL", "SMS"));
    why("D1", "SMS").body(allowed("SMS"), equalTo(true));
    assertEquals(
        "{SMS} {}",
        text(
            "SELECT string_agg(array(SELECT s FROM unnest(unconsented(d.debtor_id, d.bound_channels, p.address_hash)) s)::text,"
                + " ' ' ORDER BY p.rank) FROM debtor d JOIN contact_point p USING (debtor_id) WHERE p.kind = 'phone' AND d.number = 'D1'"));
    revoke("D1", "SMS", "?contactPoint=" + second).body("channels", contains("EMAIL"));
    why("D1", "SMS").body(reason("SMS"), equalTo("CHANNEL_NOT_AUTHORISED"));
    give("D1", "SMS", "2026-11-01", 1L, 404);
  }

  @Test
  void a_file_of_consents_refuses_its_bad_lines_and_takes_the_rest() {
    String file =
        """
        debtor_number,channel,said,said_at,proof_kind,proof,address
        D1,SMS,given,2026-11-01,contract,clause-4,
        D2,EMAIL,revoked,2026-11-03T10:00:00-05:00,recording,call-9,luis@example.com
        D9,SMS,given,2026-11-01,contract,clause-4,
        D1,FAX,given,2026-11-01,contract,clause-4,
        D1,SMS,given,2031-01-01,contract,clause-4,
        D1,SMS,perhaps,2026-11-01,contract,clause-4,
        D1,SMS,given,2026-11-01,hearsay,clause-4,
        D1,SMS,given,2026-11-01,contract,Ana Diaz,
        D1,SMS,given,2026-11-01,contract,clause-4,nobody
        D1,SMS,given
        """;
    for (int changed : new int[] {2, 0}) {
      keys.as(bank, "integration")
          .contentType("text/csv")
          .body(file)
          .post("/api/v1/creditors/" + bank.code() + "/consents")
          .then()
          .statusCode(200)
          .body("changed", equalTo(changed))
          .body("unchanged", equalTo(2 - changed))
          .body(
              "rejections.sort { it.line }.column",
              contains(
                  "debtor_number",
                  "channel",
                  "said_at",
                  "said",
                  "proof_kind",
                  "proof",
                  "address",
                  "debtor_number"));
    }
    why("D1", "SMS").body(allowed("SMS"), equalTo(true));
    why("D2", "EMAIL").body(reason("EMAIL"), equalTo("OPTED_OUT"));
    why("D2", "SMS").body(allowed("SMS"), equalTo(true));
  }

  @Test
  void what_cannot_be_recorded_is_said() {
    give("D9", "SMS", "2026-11-01", null, 404);
    give("D1", "FAX", "2026-11-01", null, 422);
    give("D1", "SMS", "2031-11-01", null, 422);
    keys.as(bank, "agent")
        .contentType("application/json")
        .body("{}")
        .put(path("D1") + "/consents/SMS")
        .then()
        .statusCode(403);
  }

  private ValidatableResponse give(
      String debtor, String channel, String at, Long point, int answer) {
    return giveAs("compliance", debtor, channel, at, point, answer);
  }

  private ValidatableResponse giveAs(
      String role, String debtor, String channel, String at, Long point, int answer) {
    return keys.as(bank, role)
        .contentType("application/json")
        .body(
            "{\"givenAt\":\"%s\",\"proofKind\":\"contract\",\"proof\":\"clause-4\",\"contactPoint\":%s}"
                .formatted(at, point))
        .put(path(debtor) + "/consents/" + channel)
        .then()
        .statusCode(answer);
  }

  private ValidatableResponse revoke(String debtor, String channel, String query) {
    return keys.as(bank, "agent")
        .delete(path(debtor) + "/consents/" + channel + query)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse why(String debtor, String channel) {
    return keys.as(bank, "administrator")
        .get(path(debtor) + "/why?at=2030-11-26T15:00:00Z")
        .then()
        .statusCode(200)
        .body("channels.channel", hasItem(channel));
  }

  private static String reason(String channel) {
    return "channels.find { it.channel == '" + channel + "' }.reason";
  }

  private static String allowed(String channel) {
    return "channels.find { it.channel == '" + channel + "' }.allowed";
  }

  private String path(String debtor) {
    return "/api/v1/creditors/" + bank.code() + "/debtors/" + debtor;
  }

  private String text(String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.tuple(), row -> row.getString(0))))
        .orElseThrow();
  }
}
