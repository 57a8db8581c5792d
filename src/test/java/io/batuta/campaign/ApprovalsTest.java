package io.batuta.campaign;

import static io.batuta.campaign.Desks.MONDAY;
import static io.batuta.campaign.Desks.SMALL_HOURS;
import static io.batuta.campaign.Desks.SMS_THEN_EMAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.batuta.campaign.Approvals.Approval;
import io.batuta.campaign.Approvals.Decision;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten members at ten pesos each: over nine members, or 99.99 pesos, a second person is asked. */
@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class ApprovalsTest {

  @Inject Desks desks;
  @Inject Sql sql;

  private Creditor bank;
  private Approvals approvals;

  @BeforeEach
  void a_bank_with_ten_debtors() {
    bank = desks.bank();
    desks.debtors(bank, 10);
    desks.campaign(bank, "todos", "balance > 0", 1, SMS_THEN_EMAIL);
    approvals = new Approvals(sql, Clock.fixed(SMALL_HOURS, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          9,  -,     waiting
          10, -,     small
          -,  9999,  waiting
          -,  10000, small
          10, 9999,  waiting
          0,  0,     waiting
          """)
  void more_members_or_a_greater_cost_waits_and_as_much_does_not(
      String members, String cost, String state) {
    over(members, cost);
    run();
    assertEquals(
        List.of(state),
        desks.texts(bank, "SELECT state FROM campaign_approval WHERE creditor_id = $1"));
  }

  @Test
  void without_a_rule_nothing_is_asked() {
    run();
    assertEquals(
        0, desks.count(bank, "SELECT count(*) FROM campaign_approval WHERE creditor_id = $1"));
  }

  @Test
  void while_it_is_planned_it_rests_and_once_it_is_its_size_is_known() {
    over("9", null);
    Await.on(() -> desks.nightAt(SMALL_HOURS).cut(bank, MONDAY, 2));
    assertEquals(
        List.of("planning"),
        desks.texts(bank, "SELECT state FROM campaign_approval WHERE creditor_id = $1"));
    run();
    Approval waiting = Await.on(() -> approvals.of(bank)).getFirst();
    assertEquals("waiting", waiting.state());
    assertEquals(10, waiting.members());
    assertEquals(10, waiting.contacts());
    assertEquals(100_000_000, waiting.costMicros());
    assertEquals(Instant.parse("2026-11-24T00:00:00Z"), waiting.expiresAt());
  }

  @Test
  void who_wrote_the_campaign_or_asked_for_the_night_cannot_approve_and_another_can_once() {
    over("9", null);
    desks.run(bank, "UPDATE campaign SET changed_by = 'luis' WHERE creditor_id = $1");
    Await.on(() -> approvals.ordered(bank, MONDAY, "ana"));
    run();
    assertInstanceOf(Decision.OwnWork.class, approve("todos", "luis").orElseThrow());
    assertInstanceOf(Decision.OwnWork.class, approve("todos", "ana").orElseThrow());
    assertEquals(Optional.empty(), approve("otros", "eva"));
    Decision.Approved approved =
        assertInstanceOf(Decision.Approved.class, approve("todos", "eva").orElseThrow());
    assertEquals("eva", approved.approval().decidedBy());
    assertInstanceOf(Decision.NotWaiting.class, approve("todos", "rosa").orElseThrow());
    run();
    assertEquals("approved", Await.on(() -> approvals.of(bank)).getFirst().state());
  }

  private Optional<Decision> approve(String campaign, String by) {
    return Await.on(() -> approvals.approve(bank, MONDAY, campaign, by));
  }

  private void over(String members, String cost) {
    desks.run(
        bank,
        "INSERT INTO approval_rule (creditor_id, members, cost_minor, set_by, set_at) VALUES ($1, %s, %s, 'test', now())"
            .formatted(members, cost));
  }

  private void run() {
    Await.on(() -> desks.nightAt(SMALL_HOURS).run(bank, MONDAY, 2));
  }
}
