package io.batuta.campaign;

import static io.batuta.campaign.Desks.MONDAY;
import static io.batuta.campaign.Desks.SMALL_HOURS;
import static io.batuta.campaign.Desks.SMS_THEN_EMAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a night makes of what was said and done before: stops, answers, promises. */
@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class NightMemoryTest {

  @Inject Desks desks;

  @Test
  void who_is_contacted_already_is_withheld_and_not_an_error() {
    Creditor bank = bankWith(5);
    run(bank, 1);
    NightReport next = Await.on(() -> desks.nightAt(SMALL_HOURS).run(bank, MONDAY.plusDays(1), 1));
    assertEquals(Map.of(Reason.IN_FLIGHT, 5L), next.withheld());
    assertEquals(5, desks.contacts(bank));
  }

  @Test
  void an_address_that_said_stop_is_not_used_and_the_ladder_looks_further() {
    Creditor bank = bankWith(3);
    desks.run(
        bank,
        """
        INSERT INTO opt_out (creditor_id, channel, address_hash, source, opted_out_at)
        SELECT $1, CASE kind WHEN 'phone' THEN 'SMS' ELSE 'EMAIL' END, address_hash, 'reply', now()
        FROM contact_point JOIN debtor USING (debtor_id)
        WHERE debtor.creditor_id = $1 AND (number = '1' OR (number = '2' AND kind = 'phone'))
        """);
    NightReport report = run(bank, 1);
    assertEquals(Map.of(Channel.SMS, 1L, Channel.EMAIL, 1L), report.byChannel());
    assertEquals(Map.of(Reason.OPTED_OUT, 1L), report.withheld());
    assertEquals(
        List.of("OPTED_OUT"),
        desks.texts(
            bank,
            "SELECT reason FROM contact_fact WHERE creditor_id = $1 AND kind = 'withheld' AND night = '2026-11-23'"));
  }

  @Test
  void what_last_answered_is_used_before_what_stands_first() {
    Creditor bank = bankWith(1);
    DebtorId one =
        new DebtorId(desks.count(bank, "SELECT debtor_id FROM debtor WHERE creditor_id = $1"));
    desks.run(
        bank,
        """
        INSERT INTO contact_point (creditor_id, debtor_id, kind, address_hash, rank)
        SELECT $1, %d, 'phone', sha256(('+573330000' || r)::bytea), r FROM generate_series(2, 4) r
        """
            .formatted(one.value()));
    desks.run(
        bank,
        """
        INSERT INTO contact_fact (creditor_id, debtor_id, kind, channel, contact_point_id, occurred_at, recorded_at)
        SELECT $1, debtor_id, 'replied', 'SMS', contact_point_id, '2026-11-02T15:00Z', '2026-11-22T15:00Z'
        FROM contact_point WHERE creditor_id = $1 AND rank = 3
        """);
    assertEquals(1, run(bank, 1).planned());
    assertEquals(
        List.of("best 3"),
        desks.texts(
            bank,
            """
            SELECT (detail ->> 'point') || ' ' || p.rank FROM contact_fact f JOIN contact_point p USING (contact_point_id)
            WHERE f.creditor_id = $1 AND f.kind = 'planned'
            """));
  }

  @Test
  void a_promise_is_kept_open_for_its_days_of_grace_and_then_broken_once() {
    Creditor bank = bankWith(2);
    for (String due : List.of("('1', '2026-11-20')", "('2', '2026-11-21')")) {
      desks.run(
          bank,
          """
          WITH made AS (
            INSERT INTO promise (promise_id, creditor_id, debtor_id, due_on, made_at)
            SELECT gen_random_uuid(), $1, d.debtor_id, v.due_on::date, '2026-11-15T15:00Z'
            FROM (VALUES %s) AS v (number, due_on) JOIN debtor d USING (number) WHERE d.creditor_id = $1
            RETURNING debtor_id, due_on)
          INSERT INTO contact_fact (creditor_id, debtor_id, kind, due_on, occurred_at, recorded_at)
          SELECT $1, debtor_id, 'promise_made', due_on, '2026-11-15T15:00Z', '2026-11-22T15:00Z' FROM made
          """
              .formatted(due));
    }
    NightReport report = run(bank, 1);
    assertEquals(1, report.planned());
    assertEquals(Map.of(Reason.OPEN_PROMISE, 1L), report.withheld());
    run(bank, 1);
    assertEquals(
        1,
        desks.count(
            bank,
            "SELECT count(*) FROM contact_fact WHERE creditor_id = $1 AND kind = 'promise_broken'"));
    assertEquals(
        List.of("fake/promise"),
        desks.texts(
            bank,
            "SELECT detail ->> 'rule' FROM contact_fact WHERE creditor_id = $1 AND kind = 'withheld'"));
  }

  @Test
  void nobody_is_planned_for_a_day_that_is_over() {
    Creditor bank = bankWith(2);
    NightReport report =
        Await.on(() -> desks.nightAt(SMALL_HOURS).run(bank, MONDAY.minusDays(1), 1));
    assertEquals(Map.of(Reason.OUTSIDE_WINDOW, 2L), report.withheld());
  }

  private Creditor bankWith(int debtors) {
    Creditor bank = desks.bank();
    desks.debtors(bank, debtors);
    desks.campaign(bank, "todos", "balance >= 0", 1, SMS_THEN_EMAIL);
    return bank;
  }

  private NightReport run(Creditor bank, int shards) {
    return Await.on(() -> desks.nightAt(SMALL_HOURS).run(bank, MONDAY, shards));
  }
}
