package io.batuta.campaign;

import static io.batuta.campaign.Desks.MONDAY;
import static io.batuta.campaign.Desks.SMALL_HOURS;
import static io.batuta.campaign.Desks.SMS_THEN_EMAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.campaign.NightReport.State;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With pages of four members, so that a night of some debtors has several. */
@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class NightRunTest {

  @Inject Desks desks;
  @Inject FakeLaw law;

  @AfterEach
  void recover() {
    law.recover();
  }

  @Test
  void each_member_is_planned_once_inside_the_window_with_a_fact_that_says_why() {
    Creditor bank = bankWith(10);
    NightReport report = run(bank, 3);
    assertEquals(State.PLANNED, report.state());
    assertEquals(10, report.members());
    assertEquals(10, report.planned());
    assertEquals(Map.of(Channel.SMS, 10L), report.byChannel());
    assertEquals("100.00", report.cost().amount().toPlainString());
    assertTrue(report.byHour().keySet().stream().allMatch(hour -> hour == 9 || hour == 10));
    assertEquals(10, report.byCampaign().get("todos").planned());
    assertEquals(
        10,
        desks.count(
            bank,
            """
            SELECT count(*) FROM contact_fact f JOIN planned_contact c USING (contact_id)
            WHERE f.creditor_id = $1 AND f.kind = 'planned' AND f.campaign_id = c.campaign_id
              AND f.detail ->> 'campaign' = 'todos' AND f.detail ->> 'template' = 'aviso'
              AND f.detail ->> 'version' = '1' AND f.detail ->> 'point' = 'rank'
              AND c.state = 'PLANNED' AND c.step = 0 AND c.cost_micros = 10000000 AND c.wait_seconds = 14400
              AND c.expires_at = '2026-11-23T19:00-05'
            """));
  }

  @Test
  void a_night_that_is_run_twice_plans_and_says_nothing_twice() {
    Creditor bank = bankWith(9);
    NightReport first = run(bank, 2);
    long facts = desks.facts(bank);
    assertEquals(first, run(bank, 5));
    assertEquals(9, desks.contacts(bank));
    assertEquals(facts, desks.facts(bank));
  }

  @Test
  void a_night_that_died_in_the_middle_goes_on_where_it_stopped() {
    NightReport undisturbed = run(bankWith(23), 1);
    Creditor bank = bankWith(23);
    law.breakDownAfter(10);
    assertThrows(RuntimeException.class, () -> run(bank, 1));
    NightReport halfWay =
        desks
            .nightAt(SMALL_HOURS)
            .report(bank, MONDAY, false)
            .map(Optional::orElseThrow)
            .await()
            .indefinitely();
    assertEquals(State.PLANNING, halfWay.state());
    assertEquals(halfWay.planned(), desks.contacts(bank));
    assertTrue(halfWay.planned() > 0 && halfWay.planned() < 23, "planned: " + halfWay.planned());
    law.recover();
    NightReport whole = run(bank, 1);
    assertEquals(undisturbed.members(), whole.members());
    assertEquals(undisturbed.planned(), whole.planned());
    assertEquals(undisturbed.cost(), whole.cost());
    assertEquals(23, desks.contacts(bank));
    assertEquals(23, desks.facts(bank));
  }

  @Test
  void two_runs_at_once_share_the_night_and_plan_nobody_twice() {
    Creditor bank = bankWith(31);
    Night night = desks.nightAt(SMALL_HOURS);
    Await.on(
        () ->
            Uni.join()
                .all(
                    night.run(bank, MONDAY, 2),
                    night.run(bank, MONDAY, 2),
                    night.run(bank, MONDAY, 2))
                .andCollectFailures());
    NightReport report = run(bank, 2);
    assertEquals(State.PLANNED, report.state());
    assertEquals(31, report.planned());
    assertEquals(31, desks.contacts(bank));
    assertEquals(31, desks.facts(bank));
  }

  @Test
  void shards_may_be_run_one_by_one_in_any_order() {
    Creditor bank = bankWith(11);
    Night night = desks.nightAt(SMALL_HOURS);
    assertEquals(State.PLANNING, shard(night, bank, 2).state());
    assertEquals(State.PLANNING, shard(night, bank, 0).state());
    NightReport report = shard(night, bank, 1);
    assertEquals(State.PLANNED, report.state());
    assertEquals(11, report.planned());
  }

  @Test
  void a_night_without_portfolio_or_campaign_ends_with_nobody_and_is_cut_when_they_come() {
    Creditor bank = desks.bank();
    NightReport empty = run(bank, 2);
    assertEquals(State.PLANNED, empty.state());
    assertEquals(0, empty.members());
    desks.debtors(bank, 3);
    desks.campaign(bank, "todos", "balance >= 0", 1, SMS_THEN_EMAIL);
    assertEquals(3, run(bank, 2).planned());
  }

  @Test
  void a_night_never_begun_has_no_report() {
    Creditor bank = desks.bank();
    Night night = desks.nightAt(SMALL_HOURS);
    assertEquals(Optional.empty(), Await.on(() -> night.report(bank, MONDAY, false)));
    assertEquals(Optional.empty(), Await.on(() -> night.report(bank, MONDAY, true)));
  }

  @Test
  void a_trial_says_what_the_night_would_do_and_leaves_nothing_behind() {
    Creditor bank = bankWith(14);
    desks.run(
        bank,
        "UPDATE debtor SET authorised_channels = '{VOICE}' WHERE creditor_id = $1 AND number IN ('3', '7')");
    NightReport tried = Await.on(() -> desks.nightAt(SMALL_HOURS).tryOut(bank, MONDAY));
    assertEquals(State.TRIED, tried.state());
    for (String table :
        List.of("planned_contact", "contact_fact", "segment_member", "night", "night_shard")) {
      assertEquals(
          0, desks.count(bank, "SELECT count(*) FROM " + table + " WHERE creditor_id = $1"), table);
    }
    NightReport done = run(bank, 1);
    assertEquals(12, done.planned());
    assertEquals(Map.of(Reason.CHANNEL_NOT_AUTHORISED, 2L), done.withheld());
    assertSameCounts(tried, done);
    assertSameCounts(done, Await.on(() -> desks.nightAt(SMALL_HOURS).tryOut(bank, MONDAY)));
    assertEquals(12, desks.contacts(bank));
  }

  @Test
  void a_debtor_of_two_campaigns_is_in_the_one_of_greater_priority_even_if_it_is_paused() {
    Creditor bank = desks.bank();
    desks.debtors(bank, 6);
    desks.campaign(bank, "todos", "balance >= 0", 1, SMS_THEN_EMAIL);
    desks.run(
        bank, "UPDATE debtor SET region = 'X' WHERE creditor_id = $1 AND number IN ('1', '2')");
    desks.campaign(bank, "pocos", "region = 'X'", 9, SMS_THEN_EMAIL);
    desks.run(bank, "UPDATE campaign SET paused = true WHERE creditor_id = $1 AND name = 'pocos'");
    NightReport report = run(bank, 1);
    assertEquals(4, report.planned());
    assertEquals(Map.of(Reason.PAUSED, 2L), report.withheld());
    assertEquals(2, report.byCampaign().get("pocos").members());
    assertEquals(0, report.byCampaign().get("pocos").planned());
  }

  @Test
  void a_campaign_out_of_its_dates_or_without_a_readable_strategy_stops_no_other() {
    Creditor bank = desks.bank();
    desks.debtors(bank, 5);
    desks.campaign(bank, "todos", "balance >= 0", 1, SMS_THEN_EMAIL);
    desks.campaign(bank, "antes", "balance >= 0", 7, SMS_THEN_EMAIL);
    desks.campaign(bank, "rota", "balance >= 0", 8, "{\"type\":\"ladder\",\"rungs\":[]}");
    desks.run(
        bank,
        "UPDATE campaign SET ends_on = '2026-11-22' WHERE creditor_id = $1 AND name = 'antes'");
    assertEquals(5, run(bank, 1).byCampaign().get("todos").planned());
  }

  @Test
  void a_budget_bounds_the_spend_of_a_night_over_all_its_shards() {
    Creditor bank = bankWith(20);
    desks.run(bank, "UPDATE campaign SET budget_minor = 8500 WHERE creditor_id = $1");
    NightReport report = run(bank, 2);
    assertEquals(8, report.planned());
    assertEquals(Map.of(Reason.BUDGET_SPENT, 12L), report.withheld());
    assertEquals("80.00", report.cost().amount().toPlainString());
  }

  private Creditor bankWith(int debtors) {
    Creditor bank = desks.bank();
    desks.debtors(bank, debtors);
    desks.campaign(bank, "todos", "balance >= 0", 1, SMS_THEN_EMAIL);
    return bank;
  }

  private static NightReport shard(Night night, Creditor bank, int shard) {
    return Await.on(() -> night.runShard(bank, MONDAY, shard, 3, Instant.MAX));
  }

  private NightReport run(Creditor bank, int shards) {
    return Await.on(() -> desks.nightAt(SMALL_HOURS).run(bank, MONDAY, shards));
  }

  private static void assertSameCounts(NightReport one, NightReport other) {
    assertEquals(one.members(), other.members());
    assertEquals(one.planned(), other.planned());
    assertEquals(one.withheld(), other.withheld());
    assertEquals(one.byCampaign(), other.byCampaign());
    assertEquals(one.byChannel(), other.byChannel());
    assertEquals(one.byHour(), other.byHour());
    assertEquals(one.cost(), other.cost());
  }
}
