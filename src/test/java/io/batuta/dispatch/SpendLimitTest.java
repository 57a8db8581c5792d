package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.channel.SendOutcome;
import io.batuta.ledger.ContactId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a channel may cost is never overrun, and what did not leave has cost nothing. */
@QuarkusTest
class SpendLimitTest {

  @Inject Sql sql;
  @Inject People people;

  private Due due;
  private RecordingGateway gateway;
  private final SimulatedClock clock = new SimulatedClock(NOON);

  /** A contact costs 1,000 millionths, so ten of them a hundredth of a peso. */
  @BeforeEach
  void a_bank_of_its_own() {
    due = new Due(sql, people);
    gateway = RecordingGateway.accepting(due.provider);
  }

  @Test
  void what_was_spent_before_the_limit_counts_and_the_rest_waits_until_it_is_raised() {
    contacts(4);
    assertEquals(4, dispatch().sent());
    assertEquals(4_000, spent());
    limit(1L, null);
    List<ContactId> more = contacts(8);
    DispatchReport report = dispatch();
    assertEquals(6, report.sent());
    assertEquals(0, report.deferred());
    assertEquals(10_000, spent());
    List<ContactId> left = more.stream().filter(one -> "PLANNED".equals(due.state(one))).toList();
    assertEquals(2, left.size());
    clock.advanceTo(clock.instant().plus(Duration.ofMinutes(16)));
    assertEquals(0, dispatch().sent());
    // However often it is looked at, nothing is told of what waits.
    left.forEach(one -> assertEquals(List.of(), due.facts(one)));
    limit(2L, null);
    clock.advanceTo(clock.instant().plus(Duration.ofMinutes(16)));
    assertEquals(2, dispatch().sent());
    assertEquals(12_000, spent());
    left.forEach(one -> assertEquals(1, due.facts(one).size()));
  }

  @Test
  void the_nearer_of_day_and_month_holds_and_yesterday_counts_in_the_month_alone() {
    due.ask(
        "INSERT INTO spend VALUES ($1, 'SMS', '2026-11-22', 7000), ($1, 'SMS', '2026-10-31', 90000), ($1, 'EMAIL', '2026-11-23', 90000)",
        Tuple.of(due.bank.id().value()));
    limit(1L, 1L);
    contacts(5);
    assertEquals(3, dispatch().sent());
  }

  @Test
  void a_limit_that_is_set_anew_holds_from_the_next_claim() {
    limit(0L, null);
    contacts(2);
    assertEquals(0, dispatch().sent());
    assertEquals(0, dispatch().sent());
    Limits limits = new Limits(sql, clock);
    Await.on(() -> limits.set(due.bank, Optional.empty(), List.of(), "ana"));
    assertEquals(2, dispatch().sent());
  }

  @Test
  void what_waits_for_money_until_its_window_closes_expires_and_says_why() {
    limit(0L, null);
    ContactId waiting = due.contact(NOON.minusSeconds(60), NOON.plus(Duration.ofMinutes(40)));
    dispatch();
    clock.advanceTo(NOON.plus(Duration.ofMinutes(20)));
    dispatch();
    clock.advanceTo(NOON.plus(Duration.ofMinutes(36)));
    contacts(1);
    dispatch();
    clock.advanceTo(NOON.plus(Duration.ofMinutes(41)));
    dispatch();
    assertEquals(1, due.facts(waiting).size());
    assertTrue(
        due.facts(waiting).getFirst().endsWith("SPEND_LIMIT"), due.facts(waiting).toString());
  }

  @Test
  void what_cannot_wait_is_withheld() {
    limit(0L, null);
    ContactId late = due.contact(NOON.minusSeconds(60), NOON.plus(Duration.ofMinutes(10)));
    DispatchReport report = dispatch();
    assertEquals(1, report.withheld());
    assertEquals("WITHHELD", due.state(late));
    assertEquals(List.of("withheld SPEND_LIMIT"), due.facts(late));
  }

  @Test
  void what_the_provider_refused_or_put_off_is_given_back() {
    limit(1L, null);
    contacts(12);
    gateway =
        RecordingGateway.answering(
            due.provider, message -> new SendOutcome.Deferred(Duration.ofMinutes(1), "busy"));
    assertEquals(10, dispatch().deferred());
    assertEquals(0, spent());
    clock.advanceTo(clock.instant().plus(Duration.ofMinutes(20)));
    gateway = RecordingGateway.answering(due.provider, m -> new SendOutcome.Rejected("no", false));
    dispatch();
    assertEquals(0, spent());
  }

  @Test
  void another_bank_without_a_limit_is_not_held_up() {
    limit(0L, null);
    contacts(1);
    Due other = new Due(sql, people);
    other.contact();
    RecordingGateway theirs = RecordingGateway.accepting(other.provider);
    assertEquals(1, Await.on(() -> other.dispatcher(clock, theirs).dispatchDue(100)).sent());
    assertEquals(0, dispatch().sent());
  }

  @RepeatedTest(3)
  void four_dispatchers_at_once_spend_no_more_than_there_is() {
    limit(5L, null);
    contacts(120);
    List<Uni<DispatchReport>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(due.dispatcher(clock, gateway).dispatchDue(500));
    }
    List<DispatchReport> reports = Await.on(() -> Uni.join().all(runs).andFailFast());
    assertEquals(50, reports.stream().mapToInt(DispatchReport::sent).sum());
    assertEquals(50_000, spent());
  }

  private void limit(Long day, Long month) {
    due.ask(
        """
        INSERT INTO spend_limit VALUES ($1, 'SMS', $2, $3, 'test', now())
        ON CONFLICT (creditor_id, channel) DO UPDATE SET (day_minor, month_minor) = (EXCLUDED.day_minor, EXCLUDED.month_minor)
        """,
        Tuple.of(due.bank.id().value(), day, month));
  }

  private long spent() {
    return due.ask(
            "SELECT COALESCE(sum(micros), 0)::int8 FROM spend WHERE creditor_id = $1 AND channel = 'SMS' AND day = '2026-11-23'",
            Tuple.of(due.bank.id().value()))
        .getFirst()
        .getLong(0);
  }

  private List<ContactId> contacts(int count) {
    List<ContactId> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(due.contact());
    }
    return made;
  }

  private DispatchReport dispatch() {
    return Await.on(() -> due.dispatcher(clock, gateway).dispatchDue(500));
  }
}
