package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.batuta.channel.SendOutcome;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.LedgerStore;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At most one send, ever: whatever breaks, at every step where it can. */
@QuarkusTest
class AtMostOnceTest {

  @Inject Sql sql;
  @Inject People people;
  @Inject LedgerStore ledger;

  private Due due;
  private final SimulatedClock clock = new SimulatedClock(NOON);

  @BeforeEach
  void a_bank_of_its_own() {
    due = new Due(sql, people);
  }

  @Test
  void a_gateway_that_never_answers_leaves_the_contact_uncertain_and_is_not_called_again() {
    uncertainAfter(new RecordingGateway(due.provider, m -> Uni.createFrom().nothing()), "timeout");
  }

  @Test
  void a_gateway_that_fails_leaves_the_contact_uncertain_and_is_not_called_again() {
    uncertainAfter(
        new RecordingGateway(
            due.provider, m -> Uni.createFrom().failure(new IllegalStateException("Ana Pérez"))),
        "IllegalStateException");
  }

  @Test
  void a_gateway_that_throws_leaves_the_contact_uncertain_and_is_not_called_again() {
    uncertainAfter(
        new RecordingGateway(
            due.provider,
            m -> {
              throw new IllegalArgumentException(m.address());
            }),
        "IllegalArgumentException");
  }

  @Test
  void a_lost_answer_leaves_the_contact_uncertain_and_is_not_asked_for_again() {
    uncertainAfter(
        RecordingGateway.answering(due.provider, m -> new SendOutcome.Unknown("no-answer")),
        "no-answer");
  }

  private void uncertainAfter(RecordingGateway gateway, String code) {
    ContactId contact = due.contact();
    Dispatcher dispatcher = due.dispatcher(clock, gateway);
    assertEquals(1, dispatch(dispatcher).uncertain());
    clock.advanceTo(NOON.plus(Duration.ofMinutes(30)));
    assertEquals(DispatchReport.NOTHING, dispatch(dispatcher));
    assertEquals("UNCERTAIN", due.state(contact));
    assertEquals(List.of("uncertain ANSWER_LOST {\"code\": \"" + code + "\"}"), due.facts(contact));
    assertEquals(1, due.attempts(contact));
    assertEquals(1, gateway.calls.size());
    assertEquals(1, due.words(contact).size());
  }

  @Test
  void a_run_that_cannot_write_down_its_answers_leaves_them_to_the_rescuer() {
    ContactId contact = due.contact();
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    Breaking store = new Breaking(due, 100, false);
    Dispatcher broken = due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN);
    assertThrows(Exception.class, () -> dispatch(broken));
    assertEquals(4, store.completions.get());
    assertEquals("SENDING", due.state(contact));
    assertEquals(List.of(), due.facts(contact));

    Dispatcher whole = due.dispatcher(clock, gateway);
    assertEquals(DispatchReport.NOTHING, dispatch(whole));
    clock.advanceTo(NOON.plus(Duration.ofMinutes(5)));
    Await.on(() -> new Rescuer(sql, ledger, clock).rescue());
    assertEquals(DispatchReport.NOTHING, dispatch(whole));
    assertEquals("UNCERTAIN", due.state(contact));
    assertEquals(List.of("uncertain ANSWER_LOST"), due.facts(contact));
    assertEquals(1, due.attempts(contact));
    assertEquals(1, gateway.calls.size());
  }

  @Test
  void answers_whose_commit_was_not_heard_of_are_written_down_once() {
    ContactId contact = due.contact();
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    Breaking store = new Breaking(due, 1, true);
    dispatch(due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN));
    assertEquals(2, store.completions.get());
    assertEquals("SENT", due.state(contact));
    assertEquals(List.of("sent"), due.facts(contact));
    assertEquals(1, gateway.calls.size());
  }

  @Test
  void an_answer_that_comes_after_the_rescuer_gave_up_is_still_believed() {
    ContactId contact = due.contact();
    ClaimStore store =
        new ClaimStore(sql, new ProviderRates(ConfigProvider.getConfig()), Due.ring()) {
          @Override
          Uni<Map<String, Integer>> complete(Round round, List<Answer> answers) {
            clock.advanceTo(NOON.plus(Duration.ofMinutes(5)));
            return new Rescuer(sql, ledger, clock)
                .rescue()
                .chain(() -> super.complete(round, answers));
          }
        };
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    assertEquals(
        1, dispatch(due.dispatcher(store, clock, gateway, Due.PERMISSIVE, Due.PLAIN)).sent());
    assertEquals("SENT", due.state(contact));
    assertEquals(List.of("uncertain ANSWER_LOST", "sent"), due.facts(contact));
    assertEquals(1, due.attempts(contact));
  }

  @Test
  void what_was_not_called_when_the_time_was_over_is_put_off_and_leaves_once() {
    List<ContactId> contacts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      contacts.add(due.contact());
    }
    RecordingGateway slow =
        RecordingGateway.answering(
            due.provider,
            m -> {
              clock.advanceTo(clock.instant().plusSeconds(10));
              return new SendOutcome.Accepted("m-" + m.contact().value());
            });
    Dispatcher dispatcher = due.dispatcher(clock, slow);
    DispatchReport report = Await.on(() -> dispatcher.dispatchDue(500, Duration.ofSeconds(25)));
    assertEquals(new DispatchReport(5, 3, 2, 0, 0, 0, 0, 0), report);
    assertEquals(3, slow.calls.size());
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    assertEquals(2, dispatch(due.dispatcher(clock, gateway)).sent());
    for (ContactId contact : contacts) {
      assertEquals("SENT", due.state(contact));
      assertEquals(1, due.row(contact).getInteger("tries"));
      assertEquals(1, due.attempts(contact));
      assertEquals(1, due.words(contact).size());
    }
  }

  @Test
  void a_run_whose_time_is_over_claims_nothing() {
    ContactId contact = due.contact();
    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    Dispatcher dispatcher = due.dispatcher(clock, gateway);
    assertEquals(
        DispatchReport.NOTHING, Await.on(() -> dispatcher.dispatchDue(500, Duration.ZERO)));
    assertEquals("PLANNED", due.state(contact));
  }

  private DispatchReport dispatch(Dispatcher dispatcher) {
    return Await.on(() -> dispatcher.dispatchDue(500));
  }

  /** A database that is gone, or whose answer is lost, when answers are to be written down. */
  private static final class Breaking extends ClaimStore {

    final AtomicInteger completions = new AtomicInteger();
    private final int faults;
    private final boolean committed;

    Breaking(Due due, int faults, boolean committed) {
      super(due.sql, new ProviderRates(ConfigProvider.getConfig()), Due.ring());
      this.faults = faults;
      this.committed = committed;
    }

    @Override
    Uni<Map<String, Integer>> complete(Round round, List<Answer> answers) {
      Uni<Map<String, Integer>> work =
          Uni.createFrom().deferred(() -> super.complete(round, answers));
      return Uni.createFrom()
          .deferred(
              () -> {
                if (completions.incrementAndGet() > faults) {
                  return work;
                }
                Uni<Map<String, Integer>> gone =
                    Uni.createFrom().failure(new IllegalStateException("connection lost"));
                return committed ? work.chain(() -> gone) : gone;
              });
    }
  }
}
