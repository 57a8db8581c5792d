package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.ledger.ContactId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing leaves of a campaign's night that waits for a second person. */
@QuarkusTest
class ApprovedTest {

  @Inject Sql sql;
  @Inject People people;
  @Inject Watch watch;

  private Due due;
  private RecordingGateway gateway;
  private final SimulatedClock clock = new SimulatedClock(NOON);

  @BeforeEach
  void a_bank_of_its_own() {
    due = new Due(sql, people);
    gateway = RecordingGateway.accepting(due.provider);
  }

  @ParameterizedTest
  @ValueSource(strings = {"planning", "waiting"})
  void while_it_waits_nothing_is_claimed_and_then_it_leaves(String state) {
    ContactId contact = due.contact();
    waits(contact, state);
    assertEquals(DispatchReport.NOTHING, dispatch());
    assertEquals("PLANNED", due.state(contact));
    due.ask(
        "UPDATE campaign_approval SET state = 'approved', decided_by = 'eva', decided_at = now() WHERE creditor_id = $1",
        Tuple.of(due.bank.id().value()));
    assertEquals(1, dispatch().sent());
  }

  @Test
  void a_night_that_is_planned_for_days_holds_back_while_a_window_is_open_and_never_leaves() {
    ContactId contact = due.contact(NOON.minus(Duration.ofHours(1)), NOON.plus(Duration.ofDays(4)));
    waits(contact, "planning");
    due.ask(
        "UPDATE campaign_approval SET asked_at = $2 WHERE creditor_id = $1",
        Tuple.of(due.bank.id().value(), Due.utc(NOON.minus(Duration.ofDays(3)))));
    Await.on(() -> watch.look(clock.instant()));
    assertEquals(List.of("planning"), states());
    assertEquals(DispatchReport.NOTHING, dispatch());
    // Ended, and planned late all the same.
    due.ask(
        "UPDATE campaign_approval SET state = 'expired' WHERE creditor_id = $1",
        Tuple.of(due.bank.id().value()));
    assertEquals(DispatchReport.NOTHING, dispatch());
    due.ask(
        "UPDATE campaign_approval SET state = 'planning' WHERE creditor_id = $1",
        Tuple.of(due.bank.id().value()));
    clock.advanceTo(clock.instant().plus(Duration.ofDays(5)));
    Await.on(() -> watch.look(clock.instant()));
    assertEquals(List.of("expired"), states());
  }

  @Test
  void what_nobody_approved_expires_with_its_windows_and_says_so() {
    ContactId contact = due.contact();
    waits(contact, "waiting");
    clock.advanceTo(clock.instant().plus(Duration.ofHours(8)));
    Await.on(() -> watch.look(clock.instant()));
    dispatch();
    assertEquals("EXPIRED", due.state(contact));
    assertEquals(List.of("expired NOT_APPROVED"), due.facts(contact));
    assertEquals(
        "expired",
        due.ask(
                "SELECT state FROM campaign_approval WHERE creditor_id = $1",
                Tuple.of(due.bank.id().value()))
            .getFirst()
            .getString(0));
  }

  private List<String> states() {
    return due
        .ask(
            "SELECT state FROM campaign_approval WHERE creditor_id = $1",
            Tuple.of(due.bank.id().value()))
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private void waits(ContactId contact, String state) {
    due.ask(
        """
        INSERT INTO campaign_approval (creditor_id, night, campaign_id, state, members, asked_at, expires_at)
        SELECT creditor_id, night, campaign_id, $2, 1, now(), expires_at FROM planned_contact WHERE contact_id = $1
        """,
        Tuple.of(contact.value(), state));
  }

  private DispatchReport dispatch() {
    return Await.on(() -> due.dispatcher(clock, gateway).dispatchDue(100));
  }
}
