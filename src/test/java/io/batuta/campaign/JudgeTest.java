package io.batuta.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.campaign.Budget.Purse;
import io.batuta.compliance.Situation;
import io.batuta.ledger.ContactHistory;
import io.batuta.ledger.Reason;
import io.batuta.message.MessageTemplate;
import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.DebtorStatus;
import io.batuta.portfolio.PointKind;
import io.batuta.strategy.Experiment;
import io.batuta.strategy.Ladder;
import io.batuta.strategy.Rung;
import io.batuta.strategy.RungCondition;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final Instant SMALL_HOURS = Instant.parse("2026-11-23T07:00:00Z");
  private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  private static final Creditor BANK =
      new Creditor(
          new CreditorId(1),
          "b",
          "b",
          "CO",
          null,
          Currency.getInstance("COP"),
          BOGOTA,
          "SFC",
          true);
  private static final Ladder SMS_AT_NINE =
      new Ladder(
          List.of(
              new Rung(
                  Channel.SMS,
                  Duration.ofHours(4),
                  RungCondition.ALWAYS,
                  LocalTime.of(9, 0),
                  Duration.ofHours(2))));

  @Test
  void members_are_spread_over_the_rungs_hours_and_each_keeps_its_own() {
    Instant nine = Instant.parse("2026-11-23T14:00:00Z");
    long early = 0;
    for (long id = 1; id <= 1_000; id++) {
      Instant due = planned(member(id, BOGOTA, "es", phone(1, 1))).dueAt();
      assertTrue(!due.isBefore(nine) && due.isBefore(nine.plusSeconds(7_200)), due.toString());
      assertEquals(due, planned(member(id, BOGOTA, "es", phone(1, 1))).dueAt());
      early += due.isBefore(nine.plusSeconds(3_600)) ? 1 : 0;
    }
    assertTrue(early > 440 && early < 560, "in the first hour: " + early);
  }

  @Test
  void the_hour_is_the_debtors_own() {
    Instant due = planned(member(1, MADRID, "es", phone(1, 1))).dueAt();
    assertTrue(due.atZone(MADRID).getHour() >= 9 && due.atZone(MADRID).getHour() < 11);
  }

  @Test
  void a_night_that_runs_late_plans_from_now_on() {
    Instant noon = Instant.parse("2026-11-23T17:00:00Z");
    Judge late = judge(plan(Map.of("es", wording("es"))), new Budget(Map.of()), noon);
    PlannedContact contact =
        assertInstanceOf(
            PlannedContact.class,
            late.judge(member(1, BOGOTA, "es", phone(1, 1)), Turn.atNight(MONDAY)));
    assertEquals(noon, contact.dueAt());
  }

  @Test
  void the_language_is_the_debtors_else_spanish_else_any() {
    CampaignPlan all = plan(Map.of("en", wording("en"), "es", wording("es"), "pt", wording("pt")));
    assertEquals("pt", language(all, "pt"));
    assertEquals("es", language(all, "fr"));
    assertEquals("en", language(plan(Map.of("en", wording("en"), "pt", wording("pt"))), "fr"));
  }

  @Test
  void without_a_template_nothing_is_sent() {
    assertEquals(
        Reason.NO_TEMPLATE, withheld(plan(Map.of()), member(1, BOGOTA, "es", phone(1, 1))));
  }

  @Test
  void the_best_point_goes_before_the_first_unless_it_said_stop() {
    Point first = phone(11, 1);
    Point best = phone(12, 2);
    Point stopped = new Point(new ContactPointId(12), PointKind.PHONE, 2, Set.of(Channel.SMS));
    assertEquals(12, planned(withBest(12, first, best)).point().value());
    assertEquals(11, planned(withBest(12, first, stopped)).point().value());
    assertEquals(11, planned(withBest(99, best, first)).point().value());
  }

  @Test
  void each_closed_road_has_its_reason() {
    CampaignPlan plan = plan(Map.of("es", wording("es")));
    Point mail = new Point(new ContactPointId(3), PointKind.EMAIL, 1, Set.of());
    Point stopped = new Point(new ContactPointId(4), PointKind.PHONE, 1, Set.of(Channel.SMS));
    assertEquals(Reason.NO_CONTACT_POINT, withheld(plan, member(1, BOGOTA, "es", mail)));
    assertEquals(Reason.OPTED_OUT, withheld(plan, member(1, BOGOTA, "es", stopped)));
    Judge roadless =
        new Judge(
            new CreditorPlans(BANK, new JsonObject(), Map.of(), Map.of(5L, plan)),
            FakeLaw::answer,
            new Budget(Map.of()),
            SMALL_HOURS);
    assertEquals(Reason.NO_ROUTE, reason(roadless, member(1, BOGOTA, "es", phone(1, 1))));
  }

  @Test
  void money_is_taken_in_order_until_it_is_spent() {
    Budget budget = new Budget(Map.of(new Purse(5, MONDAY), 25L));
    Judge judge = judge(plan(Map.of("es", wording("es"))), budget, SMALL_HOURS);
    for (long id : List.of(1L, 2L)) {
      assertInstanceOf(
          PlannedContact.class,
          judge.judge(member(id, BOGOTA, "es", phone(1, 1)), Turn.atNight(MONDAY)));
    }
    assertEquals(Reason.BUDGET_SPENT, reason(judge, member(3, BOGOTA, "es", phone(1, 1))));
  }

  @Test
  void tallies_add_up_in_any_order_and_are_read_back_as_written() {
    Judge judge = judge(plan(Map.of("es", wording("es"))), new Budget(Map.of()), SMALL_HOURS);
    Tally some = count(judge, member(1, BOGOTA, "es", phone(1, 1)));
    Tally more = count(judge, member(2, BOGOTA, "es"));
    assertEquals(some.plus(more), more.plus(some));
    assertEquals(2, some.plus(more).members());
    assertEquals(Map.of(Reason.NO_CONTACT_POINT, 1L), some.plus(more).withheld());
    assertEquals(some.plus(more), Tally.of(new JsonObject(some.plus(more).toJson().encode())));
    assertEquals(Tally.NONE, Tally.of(new JsonObject()));
  }

  private static Tally count(Judge judge, Member member) {
    Count count = new Count();
    count.add(member, "c", judge.judge(member, Turn.atNight(MONDAY)));
    return count.tally();
  }

  private static PlannedContact planned(Member member) {
    Judge judge = judge(plan(Map.of("es", wording("es"))), new Budget(Map.of()), SMALL_HOURS);
    return assertInstanceOf(PlannedContact.class, judge.judge(member, Turn.atNight(MONDAY)));
  }

  private static Reason withheld(CampaignPlan plan, Member member) {
    return reason(judge(plan, new Budget(Map.of()), SMALL_HOURS), member);
  }

  private static Reason reason(Judge judge, Member member) {
    return assertInstanceOf(WithheldContact.class, judge.judge(member, Turn.atNight(MONDAY)))
        .grounds()
        .reason();
  }

  private static String language(CampaignPlan plan, String language) {
    return plan.wording(Channel.SMS, language).template().language();
  }

  private static Judge judge(CampaignPlan plan, Budget budget, Instant now) {
    return new Judge(
        new CreditorPlans(
            BANK,
            new JsonObject(),
            Map.of(Channel.SMS, new Route("sandbox", 10)),
            Map.of(5L, plan)),
        FakeLaw::answer,
        budget,
        now);
  }

  private static CampaignPlan plan(Map<String, Wording> byLanguage) {
    Campaign campaign =
        new Campaign(5, "c", "s", "l", 1, null, null, null, new Experiment(0), false);
    return new CampaignPlan(campaign, "true", SMS_AT_NINE, Map.of(Channel.SMS, byLanguage));
  }

  private static Wording wording(String language) {
    return new Wording(new MessageTemplate(1, "t", 1, Channel.SMS, language, null, "x"), 1);
  }

  private static Point phone(long id, int rank) {
    return new Point(new ContactPointId(id), PointKind.PHONE, rank, Set.of());
  }

  private static Member withBest(long best, Point... points) {
    return member(1, BOGOTA, "es", new ContactPointId(best), points);
  }

  private static Member member(long id, ZoneId zone, String language, Point... points) {
    return member(id, zone, language, null, points);
  }

  private static Member member(
      long id, ZoneId zone, String language, ContactPointId best, Point... points) {
    ContactHistory history = new ContactHistory(List.of(), null, null, null, null, best);
    return new Member(
        new DebtorId(id),
        new AccountId(id),
        5,
        language,
        new Situation(zone, null, DebtorStatus.ACTIVE, 100, null, history),
        List.of(points),
        false);
  }
}
