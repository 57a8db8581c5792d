package io.batuta.campaign;

import static io.batuta.campaign.Desks.MONDAY;
import static io.batuta.campaign.Desks.SMALL_HOURS;
import static io.batuta.campaign.Desks.SMS_THEN_EMAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.campaign.NightReport.State;
import io.batuta.portfolio.Creditor;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A night parted among functions, each with little time; pages of four members. */
@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class NightOrdersTest {

  @Inject Desks desks;

  private final Queue<NightOrder> queued = new ArrayDeque<>();
  private final Clock clock = new Ticking();

  @Test
  void a_night_is_cut_and_each_shard_is_ordered_once_it_is_cut() {
    Creditor bank = bankWith(11);
    NightReport report = Await.on(() -> orders(true).open(bank, MONDAY, 3, Instant.MAX));
    assertEquals(State.PLANNING, report.state());
    assertEquals(11, report.members());
    assertEquals(IntStream.range(0, 3).mapToObj(i -> order(bank, i)).toList(), List.copyOf(queued));
    assertEquals(0, desks.contacts(bank));
  }

  @Test
  void a_shard_that_does_not_fit_is_handed_on_from_its_checkpoint_until_all_is_planned() {
    Creditor bank = bankWith(31);
    Await.on(() -> orders(true).open(bank, MONDAY, 2, Instant.MAX));
    int calls = 0;
    long planned = 0;
    for (NightOrder order = queued.poll(); order != null; order = queued.poll()) {
      int shard = order.shard();
      NightReport report =
          Await.on(() -> orders(true).plan(bank, MONDAY, shard, 2, clock.instant().plusSeconds(2)));
      assertTrue(report.planned() >= planned, "what was planned stays planned");
      planned = report.planned();
      assertTrue(++calls < 50, "it gets on with each call");
    }
    assertTrue(calls > 4, "two seconds are too little for a shard: " + calls + " calls");
    assertEquals(31, desks.contacts(bank));
    assertEquals(31, desks.facts(bank));
    assertEquals(
        State.PLANNED,
        Await.on(() -> desks.night(clock).report(bank, MONDAY, false)).orElseThrow().state());
  }

  /** What bounds the rounds from queue to function to queue, where Lambda itself does not. */
  @Test
  void a_call_without_any_time_still_leaves_a_page_behind_it_or_orders_nothing() {
    Creditor bank = bankWith(31);
    Await.on(() -> orders(true).open(bank, MONDAY, 1, Instant.MAX));
    int pages = 31 / 4 + 1;
    for (int call = 1; call <= pages; call++) {
      assertEquals(1, queued.size(), "the order of call " + call);
      queued.clear();
      Await.on(() -> orders(true).plan(bank, MONDAY, 0, 1, SMALL_HOURS));
      assertEquals(Math.min(31, 4 * call), desks.contacts(bank));
    }
    assertEquals(List.of(), List.copyOf(queued));
  }

  @Test
  void the_time_of_a_night_is_told_once_from_its_cut_to_its_last_shard() {
    Creditor bank = bankWith(5);
    Instant evening = SMALL_HOURS.minusSeconds(3_600);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      Await.on(() -> desks.nightTold(evening).cut(bank, MONDAY, 2));
      for (int shard : new int[] {0, 1, 1}) {
        Await.on(
            () ->
                desks
                    .nightTold(evening.plusSeconds(600 * (shard + 1)))
                    .runShard(bank, MONDAY, shard, 2, Instant.MAX));
      }
    } finally {
      System.setOut(out);
    }
    List<Integer> times =
        told.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("\"nightTime\""))
            .map(line -> new JsonObject(line).getInteger("nightTime"))
            .toList();
    assertEquals(List.of(1_200_000), times, "milliseconds");
  }

  @Test
  void all_calls_of_a_night_go_by_the_campaigns_that_it_was_cut_by() {
    Creditor bank = bankWith(6);
    desks.run(
        bank,
        """
        UPDATE campaign SET starts_on = '2026-11-01', ends_on = '2026-12-31', budget_minor = 100000
        WHERE creditor_id = $1
        """);
    Await.on(() -> orders(true).open(bank, MONDAY, 3, Instant.MAX));
    plan(bank, 0);
    desks.run(
        bank,
        "UPDATE campaign SET name = 'otra', templates = '{}', priority = 7 WHERE creditor_id = $1");
    desks.run(bank, "UPDATE strategy SET definition = '{}' WHERE creditor_id = $1");
    desks.run(bank, "UPDATE channel_route SET unit_cost_micros = 0 WHERE creditor_id = $1");
    desks.template(bank, "aviso", "SMS", "Otra cosa, {name}.");
    plan(bank, 1);
    NightReport report = plan(bank, 2);
    assertEquals(State.PLANNED, report.state());
    assertEquals(6, report.planned());
    assertEquals(Set.of("todos"), report.byCampaign().keySet());
    assertEquals("60.00", report.cost().amount().toPlainString());
    assertEquals(
        List.of("1 1"),
        desks.texts(
            bank,
            """
            SELECT DISTINCT priority || ' ' || (detail ->> 'version')
            FROM planned_contact JOIN contact_fact f USING (contact_id)
            WHERE f.creditor_id = $1 AND f.kind = 'planned'
            """));
  }

  @Test
  void a_night_that_an_older_version_cut_goes_by_the_campaigns_of_now() {
    Creditor bank = bankWith(4);
    Await.on(() -> orders(true).open(bank, MONDAY, 2, Instant.MAX));
    desks.run(bank, "UPDATE night SET plans = NULL WHERE creditor_id = $1");
    plan(bank, 0);
    assertEquals(4, plan(bank, 1).planned());
  }

  private NightReport plan(Creditor bank, int shard) {
    return Await.on(() -> orders(true).plan(bank, MONDAY, shard, 3, Instant.MAX));
  }

  @Test
  void an_order_that_comes_twice_or_late_plans_nothing_and_orders_nothing() {
    Creditor bank = bankWith(5);
    Await.on(() -> orders(true).open(bank, MONDAY, 2, Instant.MAX));
    for (int i = 0; i < 2; i++) {
      for (int shard : new int[] {0, 1}) {
        Await.on(() -> orders(true).plan(bank, MONDAY, shard, 2, Instant.MAX));
      }
    }
    queued.clear();
    Await.on(() -> orders(true).plan(bank, MONDAY, 0, 2, SMALL_HOURS));
    Await.on(() -> orders(true).open(bank, MONDAY, 2, Instant.MAX));
    assertEquals(List.of(), List.copyOf(queued));
    assertEquals(5, desks.contacts(bank));
  }

  @Test
  void without_a_queue_the_night_is_planned_here_or_says_that_time_was_too_short() {
    Creditor bank = bankWith(23);
    for (int i = 0; i < 2; i++) {
      NightOrders here = orders(false);
      assertThrows(
          NightOrders.OutOfTime.class,
          () -> Await.on(() -> here.open(bank, MONDAY, 1, clock.instant().plusSeconds(2))));
    }
    long kept = desks.contacts(bank);
    assertTrue(kept > 0 && kept < 23, "what was written stays: " + kept);
    NightReport whole = Await.on(() -> orders(false).open(bank, MONDAY, 1, Instant.MAX));
    assertEquals(State.PLANNED, whole.state());
    assertEquals(23, desks.contacts(bank));
    assertEquals(false, Await.on(() -> orders(false).order(bank, MONDAY, 1, false)));
  }

  @Test
  void a_shard_that_there_is_not_is_said_so() {
    Creditor bank = bankWith(5);
    Await.on(() -> orders(true).open(bank, MONDAY, 2, Instant.MAX));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Await.on(() -> orders(true).plan(bank, MONDAY, 2, 8, Instant.MAX)));
    assertTrue(refused.getMessage().startsWith("shard: "), refused.getMessage());
  }

  private NightOrders orders(boolean withQueue) {
    NightQueue queue =
        new NightQueue() {
          @Override
          public boolean isThere() {
            return withQueue;
          }

          @Override
          public Uni<Void> send(List<NightOrder> orders) {
            queued.addAll(orders);
            return Uni.createFrom().voidItem();
          }
        };
    return new NightOrders(clock, desks.night(clock), queue);
  }

  private static NightOrder order(Creditor bank, int shard) {
    return new NightOrder(bank.code(), MONDAY, shard, 3, false);
  }

  private Creditor bankWith(int debtors) {
    Creditor bank = desks.bank();
    desks.debtors(bank, debtors);
    desks.campaign(bank, "todos", "balance >= 0", 1, SMS_THEN_EMAIL);
    return bank;
  }

  /** Each look at it takes a second. */
  private static final class Ticking extends Clock {
    private final AtomicLong looks = new AtomicLong();

    @Override
    public Instant instant() {
      return SMALL_HOURS.plusSeconds(looks.incrementAndGet());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
