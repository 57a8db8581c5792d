package io.batuta.dispatch;

import static io.batuta.dispatch.Due.EVENING;
import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.channel.OutboundMessage;
import io.batuta.ledger.ContactId;
import io.batuta.message.RenderedMessage;
import io.batuta.portfolio.Channel;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves, how it is written down, and what stands in its way. */
@QuarkusTest
class DispatcherTest {

  @Inject Sql sql;
  @Inject People people;

  private Due due;
  private final SimulatedClock clock = new SimulatedClock(NOON);

  @BeforeEach
  void a_bank_of_its_own() {
    due = new Due(sql, people);
  }

  @Test
  void what_is_due_leaves_and_is_written_down() {
    ContactId contact = due.contact();
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    DispatchReport report = dispatch(due.dispatcher(clock, gateway));
    assertEquals(new DispatchReport(1, 1, 0, 0, 0, 0, 0, 0), report);
    OutboundMessage left = gateway.calls.getFirst();
    assertEquals(
        new OutboundMessage(
            contact,
            true,
            Channel.SMS,
            "+573333500001",
            "BANCO",
            null,
            "Hola Persona 1 2026-11-23",
            EVENING,
            Duration.ofMillis(50)),
        left);
    Row row = due.row(contact);
    assertEquals("SENT", row.getString("state"));
    assertEquals("m-" + contact.value(), row.getString("provider_message_id"));
    assertEquals(NOON, row.getOffsetDateTime("sent_at").toInstant());
    assertEquals(NOON.plus(Duration.ofHours(1)), row.getOffsetDateTime("wait_until").toInstant());
    assertEquals(List.of("sent"), due.facts(contact));
    assertEquals(List.of("Hola Persona 1 2026-11-23"), due.words(contact));
    assertEquals(1, due.attempts(contact));
  }

  @Test
  void a_second_run_finds_nothing_and_writes_nothing() {
    ContactId contact = due.contact();
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    Dispatcher dispatcher = due.dispatcher(clock, gateway);
    dispatch(dispatcher);
    assertEquals(DispatchReport.NOTHING, dispatch(dispatcher));
    assertEquals(1, gateway.calls.size());
    assertEquals(List.of("sent"), due.facts(contact));
  }

  @Test
  void what_is_not_yet_due_or_of_a_paused_campaign_stays() {
    ContactId later = due.contact(NOON.plusSeconds(1), EVENING);
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    assertEquals(DispatchReport.NOTHING, dispatch(due.dispatcher(clock, gateway)));
    clock.advanceTo(NOON.plusSeconds(1));
    pause(true);
    assertEquals(DispatchReport.NOTHING, dispatch(due.dispatcher(clock, gateway)));
    assertEquals("PLANNED", due.state(later));
    pause(false);
    assertEquals(1, dispatch(due.dispatcher(clock, gateway)).sent());
  }

  @Test
  void a_run_claims_no_more_than_its_limit() {
    for (int i = 0; i < 5; i++) {
      due.contact();
    }
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    Dispatcher dispatcher = due.dispatcher(clock, gateway);
    assertEquals(3, Await.on(() -> dispatcher.dispatchDue(3)).sent());
    assertEquals(2, Await.on(() -> dispatcher.dispatchDue(3)).sent());
  }

  @Test
  void a_function_begins_no_call_that_its_time_could_not_see_answered() {
    for (int i = 0; i < 3; i++) {
      due.contact();
    }
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    Dispatcher dispatcher = due.dispatcher(clock, gateway);
    // A call may take 50 ms and 2 s of grace, and its recording 2 s.
    assertEquals(
        DispatchReport.NOTHING,
        Await.on(() -> dispatcher.dispatchDue(500, NOON.plusMillis(4_050))));
    assertEquals(3, Await.on(() -> dispatcher.dispatchDue(500, NOON.plusMillis(4_051))).sent());
  }

  @Test
  void the_more_urgent_of_two_that_are_due_at_once_goes_first() {
    ContactId low = due.contact();
    ContactId high = due.contact();
    due.ask(
        "UPDATE planned_contact SET priority = 9 WHERE contact_id = $1", Tuple.of(high.value()));
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    Await.on(() -> due.dispatcher(clock, gateway).dispatchDue(1));
    assertEquals("SENT", due.state(high));
    assertEquals("PLANNED", due.state(low));
  }

  @Test
  void what_is_past_its_window_expires_and_never_leaves() {
    ContactId contact = due.contact(NOON.minusSeconds(60), NOON);
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    assertEquals(1, dispatch(due.dispatcher(clock, gateway)).expired());
    assertEquals("EXPIRED", due.state(contact));
    assertEquals(List.of("expired"), due.facts(contact));
    assertEquals(List.of(), gateway.calls);
    assertEquals(DispatchReport.NOTHING, dispatch(due.dispatcher(clock, gateway)));
  }

  @Test
  void a_poison_row_is_set_aside_and_the_rest_goes_on() {
    ContactId nameless = due.contact();
    ContactId explosive = due.contact();
    ContactId unreadable = due.contact();
    ContactId sound = due.contact();
    due.ask(
        """
        UPDATE debtor SET time_zone = 'Nowhere/Here'
        WHERE debtor_id = (SELECT debtor_id FROM planned_contact WHERE contact_id = $1)
        """,
        Tuple.of(unreadable.value()));
    Renderer renderer =
        (claim, today) -> {
          if (claim.contact().equals(explosive)) {
            throw new IllegalStateException("a fault in the template");
          }
          return claim.contact().equals(nameless)
              ? Optional.empty()
              : Optional.of(new RenderedMessage(null, "Hola", 1));
        };
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    DispatchReport report = dispatch(due.dispatcher(clock, gateway, Due.PERMISSIVE, renderer));
    assertEquals(new DispatchReport(4, 1, 0, 0, 3, 0, 0, 0), report);
    for (ContactId poison : List.of(nameless, explosive, unreadable)) {
      assertEquals("FAILED", due.state(poison));
      assertEquals(List.of("failed UNRENDERABLE"), due.facts(poison));
    }
    assertEquals("SENT", due.state(sound));
  }

  @Test
  void a_contact_whose_point_route_or_template_is_gone_is_withheld_with_the_reason() {
    ContactId pointless = due.contact();
    ContactId wordless = due.contact();
    due.ask(
        """
        UPDATE contact_point SET status = 'wrong_person'
        WHERE contact_point_id = (SELECT contact_point_id FROM planned_contact WHERE contact_id = $1)
        """,
        Tuple.of(pointless.value()));
    due.ask(
        "UPDATE planned_contact SET template_id = 0 WHERE contact_id = $1",
        Tuple.of(wordless.value()));
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    assertEquals(2, dispatch(due.dispatcher(clock, gateway)).withheld());
    assertEquals(List.of("withheld NO_CONTACT_POINT"), due.facts(pointless));
    assertEquals(List.of("withheld NO_TEMPLATE"), due.facts(wordless));
    ContactId rerouted = due.contact();
    due.ask(
        "UPDATE channel_route SET provider = 'another' WHERE creditor_id = $1",
        Tuple.of(due.bank.id().value()));
    dispatch(due.dispatcher(clock, gateway));
    assertEquals(List.of("withheld NO_ROUTE"), due.facts(rerouted));
    assertEquals(List.of(), gateway.calls);
  }

  @Test
  void a_claim_brings_all_that_judging_needs_and_does_not_count_itself() {
    ContactId before = due.contact();
    dispatch(due.dispatcher(clock, RecordingGateway.accepting(due.provider)));
    due.ask(
        "UPDATE planned_contact SET state = 'CLOSED' WHERE contact_id = $1",
        Tuple.of(before.value()));
    ContactId second = due.contact();
    due.ask(
        """
        UPDATE planned_contact SET step = 1, debtor_id = b.debtor_id, contact_point_id = b.contact_point_id
        FROM planned_contact b WHERE b.contact_id = $2 AND planned_contact.contact_id = $1
        """,
        Tuple.of(second.value(), before.value()));
    due.ask(
        """
        INSERT INTO opt_out (creditor_id, channel, address_hash, source, opted_out_at)
        VALUES ($1, 'SMS', sha256('+573333500001'::bytea), 'test', now())
        """,
        Tuple.of(due.bank.id().value()));
    List<Claim> seen = new ArrayList<>();
    Renderer spy =
        (claim, today) -> {
          seen.add(claim);
          return Optional.empty();
        };
    dispatch(due.dispatcher(clock, RecordingGateway.accepting(due.provider), Due.PERMISSIVE, spy));
    Claim claim = seen.getFirst();
    assertEquals(due.bank, claim.creditor());
    assertEquals(true, claim.optedOut());
    assertEquals("Persona 1", claim.name());
    assertEquals("es", claim.language());
    assertEquals(100_000, claim.balance().minor());
    assertEquals(LocalDate.parse("2026-11-01"), claim.dueDate());
    assertEquals(3, java.util.Objects.requireNonNull(claim.template()).version());
    assertEquals(
        List.of(new io.batuta.ledger.DayCount(Due.NIGHT, Channel.SMS, 1, 0, 0)),
        claim.situation().history().days());
    assertEquals(NOON, claim.situation().history().lastAttemptAt());
  }

  private DispatchReport dispatch(Dispatcher dispatcher) {
    return Await.on(() -> dispatcher.dispatchDue(500));
  }

  private void pause(boolean paused) {
    due.ask(
        "UPDATE campaign SET paused = $2 WHERE creditor_id = $1",
        Tuple.of(due.bank.id().value(), paused));
  }
}
