package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.batuta.suppression.Silence;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Who meets a claim while it is made: another run, a payment, a stop, a deadlock, its own end. */
@QuarkusTest
class ClaimRaceTest {

  @Inject Sql sql;
  @Inject People people;
  @Inject Silence silence;

  private Due due;
  private final SimulatedClock clock = new SimulatedClock(NOON);

  @BeforeEach
  void a_bank_of_its_own() {
    due = new Due(sql, people);
  }

  @RepeatedTest(3)
  void two_dispatchers_at_once_never_take_the_same_contact() {
    Set<ContactId> contacts = new HashSet<>();
    for (int i = 0; i < 150; i++) {
      contacts.add(due.contact());
    }
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    List<Uni<DispatchReport>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(due.dispatcher(clock, gateway).dispatchDue(500));
    }
    List<DispatchReport> reports = Await.on(() -> Uni.join().all(runs).andFailFast());
    assertEquals(150, reports.stream().mapToInt(DispatchReport::sent).sum());
    assertEquals(150, gateway.calls.size());
    assertEquals(
        contacts,
        gateway.calls.stream().map(message -> message.contact()).collect(Collectors.toSet()));
    contacts.forEach(contact -> assertEquals(List.of("sent"), due.facts(contact)));
  }

  @Test
  void a_stop_that_commits_between_claim_and_sending_is_kept_to_and_said() {
    ContactId stopped = due.contact();
    ContactId other = due.contact();
    List.of(stopped, other).forEach(contact -> plannedAt(contact, NOON.minusSeconds(60)));
    Long debtor = due.row(stopped).getLong("debtor_id");
    AtomicInteger claims = new AtomicInteger();
    ClaimStore store =
        new ClaimStore(sql, new ProviderRates(ConfigProvider.getConfig()), Due.ring()) {
          @Override
          Uni<Marked> mark(Tx tx, Round round, List<Judged> judged) {
            return (claims.getAndIncrement() > 0 ? Uni.createFrom().voidItem() : complaint(debtor))
                .chain(() -> super.mark(tx, round, judged));
          }
        };
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    DispatchReport report =
        dispatch(due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN));
    assertEquals(new DispatchReport(3, 1, 0, 1, 0, 0, 0, 1), report);
    assertEquals("WITHHELD", due.state(stopped));
    assertEquals(List.of("complained", "withheld STOPPED"), due.facts(stopped));
    assertEquals(List.of(), due.words(stopped));
    assertEquals(List.of(other), gateway.calls.stream().map(m -> m.contact()).toList());
  }

  /** Recorded by a transaction of its own, which has no need of the contact's row. */
  private Uni<Void> complaint(Long debtor) {
    return sql.acrossTenants(
        tx ->
            tx.run(
                    """
                    INSERT INTO contact_fact (creditor_id, debtor_id, contact_id, kind, channel, occurred_at, recorded_at)
                    SELECT creditor_id, debtor_id, contact_id, 'complained', channel, $2, $2
                    FROM planned_contact WHERE debtor_id = $1
                    """,
                    Tuple.of(debtor, Due.utc(NOON)))
                .replaceWithVoid());
  }

  private void plannedAt(ContactId contact, Instant at) {
    due.ask(
        "UPDATE planned_contact SET planned_at = $2 WHERE contact_id = $1",
        Tuple.of(contact.value(), Due.utc(at)));
  }

  @Test
  void a_payment_waits_for_a_claim_that_is_being_made_and_finds_it_sending() {
    ContactId contact = due.contact();
    Long debtor = due.row(contact).getLong("debtor_id");
    AtomicReference<CompletableFuture<Integer>> payment = new AtomicReference<>();
    ClaimStore store =
        new ClaimStore(sql, new ProviderRates(ConfigProvider.getConfig()), Due.ring()) {
          @Override
          Uni<Marked> mark(Tx tx, Round round, List<Judged> judged) {
            payment.set(
                sql.asTenant(
                        due.bank.id().value(),
                        other ->
                            silence.over(
                                other, due.bank.id(), new Long[] {debtor}, Reason.PAID, NOON))
                    .subscribeAsCompletionStage());
            return super.mark(tx, round, judged);
          }
        };
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    dispatch(due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN));
    payment.get().join();
    assertEquals(1, gateway.calls.size());
    assertTrue(Set.of("SENT", "CLOSED").contains(due.state(contact)));
    assertTrue(due.facts(contact).contains("sent"));
  }

  /**
   * An answer is written down again when its commit was not heard. If batches shared a name, that
   * could reopen a contact that a later batch of the same run is sending.
   */
  @Test
  void each_batch_of_a_run_has_a_name_of_its_own() {
    for (int i = 0; i < 50; i++) {
      due.contact();
    }
    List<UUID> names = Collections.synchronizedList(new ArrayList<>());
    ClaimStore store =
        new ClaimStore(sql, new ProviderRates(ConfigProvider.getConfig()), Due.ring()) {
          @Override
          Uni<Marked> claim(Round round, int limit, Review review) {
            names.add(round.run());
            return super.claim(round, limit, review);
          }
        };
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    dispatch(due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN));
    assertEquals(50, gateway.calls.size());
    assertTrue(names.size() >= 3, "batches: " + names.size());
    assertEquals(names.size(), Set.copyOf(names).size());
  }

  @Test
  void a_run_that_dies_before_it_marked_has_claimed_nothing() {
    ContactId contact = due.contact();
    due.rate(5, 5, 5, NOON);
    ClaimStore store =
        new ClaimStore(sql, new ProviderRates(ConfigProvider.getConfig()), Due.ring()) {
          @Override
          Uni<Marked> mark(Tx tx, Round round, List<Judged> judged) {
            return Uni.createFrom().failure(new IllegalStateException("connection lost"));
          }
        };
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    assertThrows(
        Exception.class,
        () -> dispatch(due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN)));
    assertEquals(List.of(), gateway.calls);
    assertEquals("PLANNED", due.state(contact));
    assertEquals(1, dispatch(due.dispatcher(clock, gateway)).sent());
    assertEquals(List.of("sent"), due.facts(contact));
  }

  @Test
  void a_claim_that_clashed_is_begun_again_and_each_contact_leaves_once() {
    ContactId contact = due.contact();
    due.rate(5, 5, 5, NOON);
    AtomicInteger claims = new AtomicInteger();
    ClaimStore store =
        new ClaimStore(sql, new ProviderRates(ConfigProvider.getConfig()), Due.ring()) {
          @Override
          Uni<Marked> mark(Tx tx, Round round, List<Judged> judged) {
            Uni<Marked> marked = super.mark(tx, round, judged);
            return claims.getAndIncrement() > 0
                ? marked
                : marked.chain(
                    () ->
                        Uni.createFrom()
                            .failure(new PgException("deadlock", "ERROR", "40P01", "detail")));
          }
        };
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    assertEquals(
        1, dispatch(due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN)).sent());
    assertEquals(2, claims.get());
    assertEquals(1, gateway.calls.size());
    assertEquals(List.of("sent"), due.facts(contact));
    assertEquals(1, due.words(contact).size());
  }

  private DispatchReport dispatch(Dispatcher dispatcher) {
    return Await.on(() -> dispatcher.dispatchDue(500));
  }
}
