package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import io.batuta.postgres.Sql;
import io.batuta.suppression.Standstills;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The machine stops a channel that fails; a person lets it go on; old figures stop nothing twice.
 */
@QuarkusTest
class WatchTest {

  @Inject Sql sql;
  @Inject People people;
  @Inject Watch watch;
  @Inject Standstills standstills;

  private Due due;
  private final SimulatedClock clock = new SimulatedClock(NOON);

  @BeforeEach
  void a_bank_with_a_brake_of_its_own() {
    due = new Due(sql, people);
    due.ask(
        """
        INSERT INTO brake (creditor_id, channel, complained_ppm, undelivered_ppm, failing_ppm, sample, window_minutes, set_by)
        VALUES ($1, 'SMS', 100000, 200000, 300000, 10, 60, 'test')
        """,
        Tuple.of(due.bank.id().value()));
  }

  @Test
  void too_many_that_do_not_arrive_stop_the_channel_until_a_person_lets_it_go_on() {
    List<ContactId> sent = send(10);
    tell("failed", sent.subList(0, 2));
    look();
    assertEquals(List.of(), standing());
    tell("failed", sent.subList(1, 3));
    clock.advanceTo(clock.instant().plus(Duration.ofMinutes(1)));
    look();
    assertEquals(List.of("SMS batuta undelivered 3 of 10"), standing());
    look();
    assertEquals(1, standing().size());
    ContactId waiting = due.contact();
    assertEquals(DispatchReport.NOTHING, dispatch());
    Await.on(this::lift);
    clock.advanceTo(clock.instant().plus(Duration.ofSeconds(1)));
    assertEquals(1, dispatch().sent());
    assertEquals("SENT", due.state(waiting));
    // What was sent before it was lifted is known: it stops nothing a second time.
    tell("failed", sent.subList(3, 10));
    look();
    assertEquals(List.of(), standing());
    tell("failed", send(3));
    look();
    assertEquals(List.of("SMS batuta undelivered 3 of 4"), standing());
  }

  @Test
  void complaints_weigh_first_and_what_is_older_than_the_window_is_not_counted() {
    tell("complained", send(10));
    clock.advanceTo(clock.instant().plus(Duration.ofMinutes(61)));
    List<ContactId> sent = send(10);
    tell("failed", sent.subList(0, 4));
    tell("complained", sent.subList(0, 2));
    look();
    assertEquals(List.of("SMS batuta complained 2 of 10"), standing());
  }

  @Test
  void each_brake_looks_back_by_its_own_window_and_not_by_the_longest() {
    tell("failed", send(10).subList(0, 5));
    clock.advanceTo(clock.instant().plus(Duration.ofMinutes(61)));
    send(10);
    look();
    // The default's four hours see five of twenty, but judge them by the default's share and
    // sample.
    assertEquals(List.of(), standing());
    due.ask(
        "UPDATE brake SET window_minutes = 120 WHERE creditor_id = $1",
        Tuple.of(due.bank.id().value()));
    look();
    assertEquals(List.of("SMS batuta undelivered 5 of 20"), standing());
  }

  @Test
  void a_complaint_that_comes_late_counts_when_it_comes_unless_a_person_let_the_channel_go_on() {
    List<ContactId> old = send(10);
    clock.advanceTo(clock.instant().plus(Duration.ofHours(5)));
    send(10);
    tell("complained", old.subList(0, 2));
    look();
    assertEquals(List.of("SMS batuta complained 2 of 10"), standing());
    Await.on(this::lift);
    clock.advanceTo(clock.instant().plus(Duration.ofSeconds(1)));
    tell("complained", old.subList(2, 9));
    look();
    assertEquals(List.of(), standing());
  }

  @Test
  void a_provider_that_refuses_or_does_not_answer_stops_the_channel() {
    for (int i = 0; i < 4; i++) {
      due.contact();
    }
    RecordingGateway failing =
        RecordingGateway.answering(
            due.provider, message -> new io.batuta.channel.SendOutcome.Unknown("timeout"));
    Await.on(() -> due.dispatcher(clock, failing).dispatchDue(100));
    look();
    assertEquals(List.of("SMS batuta failing 4 of 4"), standing());
  }

  @Test
  void what_a_person_stopped_stays_the_persons() {
    tell("failed", send(10));
    Await.on(() -> standstills.order(due.bank, Channel.SMS, "by hand", "ana"));
    look();
    assertEquals(List.of("SMS ana"), standing());
  }

  private List<ContactId> send(int contacts) {
    List<ContactId> made = new ArrayList<>();
    for (int i = 0; i < contacts; i++) {
      made.add(due.contact());
    }
    dispatch();
    clock.advanceTo(clock.instant().plus(Duration.ofSeconds(1)));
    return made;
  }

  private DispatchReport dispatch() {
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    DispatchReport report = Await.on(() -> due.dispatcher(clock, gateway).dispatchDue(100));
    clock.advanceTo(clock.instant().plus(Duration.ofSeconds(1)));
    return report;
  }

  /** By a report of the provider, at this moment. */
  private void tell(String kind, List<ContactId> contacts) {
    for (ContactId contact : contacts) {
      due.ask(
          """
          INSERT INTO contact_fact (creditor_id, debtor_id, contact_id, kind, channel, reason, occurred_at, recorded_at)
          SELECT creditor_id, debtor_id, contact_id, $2, channel, 'FAILED', $3, $3 FROM planned_contact WHERE contact_id = $1
          """,
          Tuple.of(contact.value(), kind, Due.utc(clock.instant())));
    }
    clock.advanceTo(clock.instant().plus(Duration.ofSeconds(1)));
  }

  private void look() {
    Await.on(() -> watch.look(clock.instant()));
  }

  private io.smallrye.mutiny.Uni<Integer> lift() {
    return sql.acrossTenants(
        tx ->
            tx.run(
                    "UPDATE standstill SET lifted_by = 'ana', lifted_at = $2 WHERE creditor_id = $1 AND lifted_at IS NULL",
                    Tuple.of(due.bank.id().value(), Due.utc(clock.instant())))
                .map(rows -> rows.rowCount()));
  }

  private List<String> standing() {
    return due
        .ask(
            """
            SELECT concat_ws(' ', channel, ordered_by, figures ->> 'ground', figures ->> 'bad', CASE WHEN figures IS NOT NULL THEN 'of' END,
              figures ->> 'of')
            FROM standstill WHERE creditor_id = $1 AND lifted_at IS NULL
            """,
            Tuple.of(due.bank.id().value()))
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
