package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.channel.OutboundMessage;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Several senders of one creditor, new ones with a ceiling; a creditor's pace beside the
 * provider's.
 */
@QuarkusTest
class IdentitiesTest {

  @Inject Sql sql;
  @Inject People people;

  private Due due;
  private RecordingGateway gateway;
  private final SimulatedClock clock = new SimulatedClock(NOON);

  @BeforeEach
  void a_bank_of_its_own() {
    due = new Due(sql, people);
    gateway = RecordingGateway.accepting(due.provider);
  }

  @Test
  void without_senders_of_its_own_the_routes_sender_sends() {
    sender("NUEVO", "new", null);
    contacts(2);
    assertEquals(2, dispatch().sent());
    assertEquals(Map.of("BANCO", 2L), bySender());
  }

  @Test
  void a_sender_that_warms_up_sends_up_to_its_ceiling_and_the_warm_ones_the_rest() {
    sender("TIBIO", "usable", "2026-11-23");
    sender("A", "usable", null);
    sender("B", "usable", null);
    sender("R", "resting", null);
    given("TIBIO", 197);
    contacts(23);
    assertEquals(23, dispatch().sent());
    Map<String, Long> by = bySender();
    assertEquals(3, by.get("TIBIO"));
    assertEquals(20, by.getOrDefault("A", 0L) + by.getOrDefault("B", 0L));
    assertEquals(3, by.size());
  }

  @Test
  void what_no_sender_may_send_today_waits() {
    sender("TIBIO", "usable", "2026-11-22");
    given("TIBIO", 499);
    contacts(3);
    DispatchReport report = dispatch();
    assertEquals(1, report.sent());
    assertEquals(0, report.deferred());
    sender("TIBIO", "resting", null);
    clock.advanceTo(clock.instant().plus(Duration.ofMinutes(16)));
    assertEquals(0, dispatch().sent());
    sender("TIBIO", "usable", null);
    clock.advanceTo(clock.instant().plus(Duration.ofMinutes(16)));
    assertEquals(2, dispatch().sent());
  }

  @Test
  void a_creditors_own_rate_lets_so_many_go_and_the_rest_stays_due() {
    due.ask(
        "INSERT INTO creditor_rate VALUES ($1, $2, 1, 5, 5, $3, 'test')",
        Tuple.of(due.bank.id().value(), due.provider, Due.utc(NOON)));
    contacts(12);
    assertEquals(5, dispatch().sent());
    assertEquals(0, dispatch().sent());
    clock.advanceTo(clock.instant().plus(Duration.ofSeconds(3)));
    assertEquals(3, dispatch().sent());
    clock.advanceTo(clock.instant().plus(Duration.ofMinutes(1)));
    assertEquals(4, dispatch().sent());
  }

  @Test
  void what_is_over_a_creditors_rate_does_not_stand_before_others_at_the_provider() {
    due.ask(
        "INSERT INTO creditor_rate VALUES ($1, $2, 0.001, 5, 0, $3, 'test')",
        Tuple.of(due.bank.id().value(), due.provider, Due.utc(NOON)));
    contacts(120);
    Due other = new Due(sql, people);
    other.contact(NOON.minus(Duration.ofMinutes(30)), Due.EVENING);
    due.ask(
        "UPDATE planned_contact SET provider = $2 WHERE creditor_id = $1",
        Tuple.of(other.bank.id().value(), due.provider));
    due.ask(
        "UPDATE channel_route SET provider = $2 WHERE creditor_id = $1",
        Tuple.of(other.bank.id().value(), due.provider));
    assertEquals(1, dispatch().sent());
  }

  private void contacts(int count) {
    for (int i = 0; i < count; i++) {
      due.contact();
    }
  }

  private DispatchReport dispatch() {
    return Await.on(() -> due.dispatcher(clock, gateway).dispatchDue(500));
  }

  private Map<String, Long> bySender() {
    return gateway.calls.stream()
        .collect(
            Collectors.groupingBy(OutboundMessage::sender, TreeMap::new, Collectors.counting()));
  }

  private void sender(String address, String state, String warmFrom) {
    due.ask(
        """
        INSERT INTO sender (creditor_id, channel, address, state, verified_at, warm_from, set_by, set_at)
        VALUES ($1, 'SMS', $2, $3, now(), $4::text::date, 'test', now())
        ON CONFLICT (creditor_id, channel, address) DO UPDATE SET (state, warm_from) = (EXCLUDED.state, EXCLUDED.warm_from)
        """,
        Tuple.of(due.bank.id().value(), address, state, warmFrom));
  }

  private void given(String address, int count) {
    due.ask(
        "INSERT INTO sender_day SELECT sender_id, creditor_id, '2026-11-23', $3 FROM sender WHERE creditor_id = $1 AND address = $2",
        Tuple.of(due.bank.id().value(), address, count));
  }
}
