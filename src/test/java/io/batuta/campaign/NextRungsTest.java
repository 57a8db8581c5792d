package io.batuta.campaign;

import static io.batuta.campaign.Desks.MONDAY;
import static io.batuta.campaign.Desks.SMALL_HOURS;
import static io.batuta.campaign.Desks.SMS_THEN_EMAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class NextRungsTest {

  private static final Instant ELEVEN = Instant.parse("2026-11-23T16:00:00Z");
  private static final Instant THREE = Instant.parse("2026-11-23T20:00:00Z");
  private static final Instant NIGHTFALL = Instant.parse("2026-11-24T01:00:00Z");
  private static final String STEPS =
      """
      SELECT step || ' ' || channel || ' ' || state || COALESCE(' ' || reason, '')
      FROM planned_contact WHERE creditor_id = $1 ORDER BY debtor_id, step""";
  private static final String WITHHELD =
      "SELECT reason FROM contact_fact WHERE creditor_id = $1 AND kind = 'withheld' ORDER BY debtor_id";

  @Inject Desks desks;
  @Inject NextRungs rungs;
  @Inject Sql sql;

  @Test
  void nothing_moves_while_an_answer_may_still_come() {
    Creditor bank = bankThatSent(1);
    assertEquals(0, advance(bank, ELEVEN));
    assertEquals(List.of("0 SMS SENT"), desks.texts(bank, STEPS));
  }

  @Test
  void when_the_wait_is_over_the_next_rung_takes_its_place_at_its_hour() {
    Creditor bank = bankThatSent(2);
    assertEquals(2, advance(bank, THREE));
    assertEquals(
        List.of(
            "0 SMS CLOSED WAIT_OVER",
            "1 EMAIL PLANNED",
            "0 SMS CLOSED WAIT_OVER",
            "1 EMAIL PLANNED"),
        desks.texts(bank, STEPS));
    assertEquals(
        2,
        desks.count(
            bank,
            """
            SELECT count(*) FROM planned_contact
            WHERE creditor_id = $1 AND step = 1 AND night = '2026-11-23'
              AND due_at = '2026-11-23T15:00-05' AND expires_at = '2026-11-23T19:00-05'
            """));
    assertEquals(
        List.of("closed", "closed", "planned", "planned"),
        desks.texts(
            bank,
            "SELECT kind FROM contact_fact WHERE creditor_id = $1 AND recorded_at = '2026-11-23T20:00Z' ORDER BY kind"));
  }

  @Test
  void advanced_twice_nothing_more_happens() {
    Creditor bank = bankThatSent(3);
    assertEquals(3, advance(bank, THREE));
    long facts = desks.facts(bank);
    assertEquals(0, advance(bank, THREE));
    assertEquals(6, desks.contacts(bank));
    assertEquals(facts, desks.facts(bank));
  }

  @Test
  void two_at_once_end_each_step_once() {
    Creditor bank = bankThatSent(12);
    Await.on(
        () ->
            Uni.join()
                .all(rungs.advance(THREE, () -> false), rungs.advance(THREE, () -> false))
                .andCollectFailures());
    advance(bank, THREE);
    assertEquals(24, desks.contacts(bank));
    assertEquals(
        12,
        desks.count(
            bank, "SELECT count(*) FROM contact_fact WHERE creditor_id = $1 AND kind = 'closed'"));
  }

  @Test
  void a_run_whose_time_is_over_ends_no_step_and_leaves_them_to_the_next_minute() {
    Creditor bank = bankThatSent(2);
    assertEquals(0, Await.on(() -> rungs.advance(THREE, () -> true)));
    assertEquals(List.of("0 SMS SENT", "0 SMS SENT"), desks.texts(bank, STEPS));
  }

  @Test
  void a_failed_contact_waits_for_nothing() {
    Creditor bank = bankThatSent(2);
    desks.run(
        bank,
        "UPDATE planned_contact SET state = 'FAILED' WHERE creditor_id = $1 AND debtor_id = (SELECT min(debtor_id) FROM debtor WHERE creditor_id = $1)");
    desks.run(
        bank,
        """
        INSERT INTO contact_fact (creditor_id, debtor_id, contact_id, kind, channel, reason, occurred_at, recorded_at)
        SELECT creditor_id, debtor_id, contact_id, 'failed', channel, 'ADDRESS_DEAD', '2026-11-23T15:30Z', '2026-11-23T15:30Z'
        FROM planned_contact WHERE creditor_id = $1 AND state = 'SENT'
        """);
    assertEquals(2, advance(bank, ELEVEN));
    assertEquals(
        List.of("0 SMS CLOSED FAILED", "1 EMAIL PLANNED", "0 SMS CLOSED FAILED", "1 EMAIL PLANNED"),
        desks.texts(bank, STEPS));
  }

  @Test
  void who_answered_is_not_asked_again_and_the_ledger_says_that_the_ladder_ended() {
    Creditor bank = bankThatSent(1);
    desks.run(
        bank,
        """
        INSERT INTO contact_fact (creditor_id, debtor_id, contact_id, kind, channel, occurred_at, recorded_at)
        SELECT creditor_id, debtor_id, contact_id, 'replied', channel, '2026-11-23T15:30Z', '2026-11-23T15:30Z'
        FROM planned_contact WHERE creditor_id = $1
        """);
    assertEquals(1, advance(bank, THREE));
    assertEquals(List.of("0 SMS CLOSED WAIT_OVER"), desks.texts(bank, STEPS));
    assertEquals(List.of("STOPPED"), desks.texts(bank, WITHHELD));
  }

  @Test
  void after_the_last_rung_a_contact_is_closed_and_nothing_is_withheld() {
    Creditor bank = bankThatSent(1);
    advance(bank, THREE);
    send(bank, "2026-11-23T20:05Z", 24);
    assertEquals(1, advance(bank, Instant.parse("2026-11-24T20:06:00Z")));
    assertEquals(
        List.of("0 SMS CLOSED WAIT_OVER", "1 EMAIL CLOSED WAIT_OVER"), desks.texts(bank, STEPS));
    assertEquals(List.of(), desks.texts(bank, WITHHELD));
  }

  @Test
  void a_window_that_closed_moves_the_rung_to_its_hour_of_the_next_day() {
    Creditor bank = bankThatSent(1);
    assertEquals(1, advance(bank, NIGHTFALL));
    assertEquals(
        1,
        desks.count(
            bank,
            "SELECT count(*) FROM planned_contact WHERE creditor_id = $1 AND step = 1 AND night = '2026-11-23'"
                + " AND due_at = '2026-11-24T14:00-05'"));
  }

  @Test
  void a_refusal_that_time_does_not_lift_ends_the_ladder_with_its_reason() {
    Creditor bank = bankThatSent(1);
    desks.run(
        bank,
        """
        INSERT INTO promise (promise_id, creditor_id, debtor_id, due_on, made_at)
        SELECT gen_random_uuid(), $1, debtor_id, '2026-11-30', '2026-11-20T15:30Z'
        FROM debtor WHERE creditor_id = $1
        """);
    assertEquals(1, advance(bank, THREE));
    assertEquals(List.of("0 SMS CLOSED WAIT_OVER"), desks.texts(bank, STEPS));
    assertEquals(List.of("OPEN_PROMISE"), desks.texts(bank, WITHHELD));
  }

  @Test
  void an_uncertain_contact_is_left_alone_because_it_may_still_arrive() {
    Creditor bank = bankThatSent(1);
    desks.run(
        bank,
        "UPDATE planned_contact SET state = 'UNCERTAIN', sending_at = sent_at WHERE creditor_id = $1");
    assertEquals(0, advance(bank, NIGHTFALL));
  }

  @Test
  void the_next_rungs_stay_within_what_the_night_has_left_of_its_budget() {
    Creditor bank = bankThatSent(3);
    desks.run(bank, "UPDATE campaign SET budget_minor = 3200 WHERE creditor_id = $1");
    assertEquals(3, advance(bank, THREE));
    assertEquals(List.of("BUDGET_SPENT"), desks.texts(bank, WITHHELD));
    assertEquals(5, desks.contacts(bank));
  }

  @Test
  void the_next_night_finds_the_ladder_going_on() {
    Creditor bank = bankThatSent(2);
    NightReport report =
        Await.on(
            () ->
                desks
                    .nightAt(Instant.parse("2026-11-24T07:00:00Z"))
                    .run(bank, MONDAY.plusDays(1), 1));
    assertEquals(0, report.planned());
    assertEquals(
        List.of(
            "0 SMS CLOSED WAIT_OVER",
            "1 EMAIL PLANNED",
            "0 SMS CLOSED WAIT_OVER",
            "1 EMAIL PLANNED"),
        desks.texts(bank, STEPS));
  }

  /** A bank whose night was planned and sent at ten in the morning, to be answered by two. */
  private Creditor bankThatSent(int debtors) {
    Creditor bank = desks.bank();
    desks.debtors(bank, debtors);
    desks.campaign(bank, "todos", "balance >= 0", 1, SMS_THEN_EMAIL);
    Await.on(() -> desks.nightAt(SMALL_HOURS).run(bank, MONDAY, 1));
    send(bank, "2026-11-23T15:00Z", 4);
    return bank;
  }

  private void send(Creditor bank, String at, int hours) {
    desks.run(
        bank,
        """
        WITH sent AS (
          UPDATE planned_contact SET state = 'SENT', sent_at = '%1$s', sending_at = '%1$s',
            wait_until = timestamptz '%1$s' + interval '%2$d hours', provider_message_id = contact_id::text
          WHERE creditor_id = $1 AND state = 'PLANNED' RETURNING creditor_id, debtor_id, contact_id, channel)
        INSERT INTO contact_fact (creditor_id, debtor_id, contact_id, kind, channel, occurred_at, recorded_at)
        SELECT creditor_id, debtor_id, contact_id, 'sent', channel, '%1$s', '%1$s' FROM sent
        """
            .formatted(at, hours));
  }

  /** Of this bank alone, so that tests which share a database count their own. */
  private int advance(Creditor bank, Instant now) {
    return Await.on(() -> sql.asTenant(bank.id().value(), tx -> rungs.advance(tx, bank, now)));
  }
}
