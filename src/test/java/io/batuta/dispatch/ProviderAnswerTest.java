package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.batuta.channel.OneCall;
import io.batuta.channel.SendOutcome;
import io.batuta.ledger.ContactId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a due contact, by what the provider answers. */
@QuarkusTest
class ProviderAnswerTest {

  @Inject Sql sql;
  @Inject People people;

  private Due due;
  private final SimulatedClock clock = new SimulatedClock(NOON);

  @BeforeEach
  void a_bank_of_its_own() {
    due = new Due(sql, people);
  }

  @Test
  void a_throttled_contact_leaves_later_and_counts_one_attempt() {
    ContactId contact = due.contact();
    Dispatcher throttled =
        due.dispatcher(
            clock,
            RecordingGateway.answering(
                due.provider, m -> new SendOutcome.Deferred(Duration.ofSeconds(30), "Throttling")));
    assertEquals(1, dispatch(throttled).deferred());
    Row row = due.row(contact);
    assertEquals("DEFERRED", row.getString("state"));
    assertEquals(0, row.getInteger("tries"));
    assertEquals(NOON.plusSeconds(30), row.getOffsetDateTime("due_at").toInstant());
    assertEquals(0, due.attempts(contact));
    assertEquals(List.of(), due.words(contact));

    RecordingGateway gateway = RecordingGateway.accepting(due.provider);
    Dispatcher dispatcher = due.dispatcher(clock, gateway);
    assertEquals(0, dispatch(dispatcher).claimed());
    clock.advanceTo(NOON.plusSeconds(30));
    assertEquals(1, dispatch(dispatcher).sent());
    assertEquals(1, due.row(contact).getInteger("tries"));
    assertEquals(1, due.attempts(contact));
    assertEquals(1, due.words(contact).size());
    assertEquals(
        List.of("deferred THROTTLED {\"code\": \"Throttling\"}", "sent"), due.facts(contact));
  }

  @Test
  void a_provider_that_took_nothing_is_left_alone_until_it_said() {
    due.contact();
    Dispatcher outOfQuota =
        due.dispatcher(
            clock,
            RecordingGateway.answering(
                due.provider, m -> new SendOutcome.Deferred(Duration.ofHours(1), "DailyQuota")));
    assertEquals(1, dispatch(outOfQuota).deferred());
    ContactId next = due.contact();
    clock.advanceTo(NOON.plus(Duration.ofMinutes(59)));
    Dispatcher dispatcher = due.dispatcher(clock, RecordingGateway.accepting(due.provider));
    assertEquals(0, dispatch(dispatcher).claimed());
    assertEquals("PLANNED", due.state(next));
    clock.advanceTo(NOON.plus(Duration.ofHours(1)));
    assertEquals(2, dispatch(dispatcher).sent());
  }

  @Test
  void what_is_put_off_past_its_window_expires() {
    ContactId contact = due.contact();
    Dispatcher dispatcher =
        due.dispatcher(
            clock,
            RecordingGateway.answering(
                due.provider, m -> new SendOutcome.Deferred(Duration.ofHours(8), "DailyQuota")));
    assertEquals(1, dispatch(dispatcher).expired());
    assertEquals("EXPIRED", due.state(contact));
    assertEquals(List.of("expired THROTTLED {\"code\": \"DailyQuota\"}"), due.facts(contact));
  }

  @Test
  void a_dead_address_fails_and_is_retired() {
    ContactId contact = due.contact();
    Dispatcher dispatcher =
        due.dispatcher(
            clock,
            RecordingGateway.answering(
                due.provider, m -> new SendOutcome.Rejected("InvalidParameter", true)));
    assertEquals(1, dispatch(dispatcher).failed());
    assertEquals("FAILED", due.state(contact));
    assertEquals(
        List.of("failed ADDRESS_DEAD {\"code\": \"InvalidParameter\"}"), due.facts(contact));
    assertEquals(
        List.of("phone dead", "email usable"),
        due
            .ask(
                "SELECT kind || ' ' || p.status FROM contact_point p JOIN planned_contact c USING (debtor_id)"
                    + " WHERE contact_id = $1 ORDER BY kind DESC",
                Tuple.of(contact.value()))
            .stream()
            .map(row -> row.getString(0))
            .toList());
    assertEquals(0, due.attempts(contact));
  }

  @Test
  void a_refusal_says_whose_it_was() {
    ContactId contact = due.contact();
    dispatch(
        due.dispatcher(
            clock,
            RecordingGateway.answering(
                due.provider, m -> new SendOutcome.Rejected("MessageRejected", false))));
    ContactId fictional = due.contact();
    dispatch(
        due.dispatcher(
            clock,
            RecordingGateway.answering(
                due.provider, m -> new SendOutcome.Rejected(OneCall.FICTIONAL, false))));
    assertEquals(
        List.of("failed REFUSED_BY_PROVIDER {\"code\": \"MessageRejected\"}"), due.facts(contact));
    assertEquals(List.of("failed FICTIONAL {\"code\": \"fictional\"}"), due.facts(fictional));
  }

  @Test
  void a_message_id_given_twice_costs_no_other_contact_its_answer() {
    List<ContactId> contacts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      contacts.add(due.contact());
    }
    RecordingGateway gateway =
        RecordingGateway.answering(due.provider, m -> new SendOutcome.Accepted("the-same"));
    Dispatcher dispatcher = due.dispatcher(clock, gateway);
    assertEquals(3, dispatch(dispatcher).sent());
    ContactId next = due.contact();
    assertEquals(1, dispatch(dispatcher).sent());
    assertNull(due.row(next).getString("provider_message_id"));
    assertEquals(
        1,
        contacts.stream()
            .filter(c -> "the-same".equals(due.row(c).getString("provider_message_id")))
            .count());
  }

  /** Whoever cannot be written down must not take the rest of its batch along. */
  @Test
  void an_answer_that_no_database_takes_costs_no_other_contact_its_answer() {
    Map<ContactId, String> states = new LinkedHashMap<>();
    Map<ContactId, SendOutcome> answers = new HashMap<>();
    List<SendOutcome> outcomes =
        Arrays.asList(
            new SendOutcome.Accepted("m\0-1"),
            new SendOutcome.Accepted(noise()),
            new SendOutcome.Deferred(Duration.ofSeconds(Long.MAX_VALUE), "later"),
            new SendOutcome.Deferred(Duration.ofSeconds(Long.MIN_VALUE), "earlier"),
            new SendOutcome.Rejected("a\0code", false),
            new SendOutcome.Unknown(noise()),
            null,
            new SendOutcome.Accepted("m-" + due.provider));
    List<String> wanted =
        List.of("SENT", "SENT", "EXPIRED", "DEFERRED", "FAILED", "UNCERTAIN", "UNCERTAIN", "SENT");
    for (int i = 0; i < outcomes.size(); i++) {
      ContactId contact = due.contact();
      states.put(contact, wanted.get(i));
      answers.put(contact, outcomes.get(i));
    }
    RecordingGateway gateway =
        RecordingGateway.answering(due.provider, m -> answers.get(m.contact()));
    dispatch(due.dispatcher(clock, gateway));
    Map<ContactId, String> found = new LinkedHashMap<>();
    states.keySet().forEach(contact -> found.put(contact, due.state(contact)));
    assertEquals(states, found);
  }

  /** Longer than an index takes, and not to be compressed. */
  private static String noise() {
    SplittableRandom random = new SplittableRandom(1);
    return random
        .ints(6_000, '0', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private DispatchReport dispatch(Dispatcher dispatcher) {
    return Await.on(() -> dispatcher.dispatchDue(500));
  }
}
