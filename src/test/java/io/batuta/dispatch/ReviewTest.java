package io.batuta.dispatch;

import static io.batuta.dispatch.Due.EVENING;
import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.campaign.Rulebooks;
import io.batuta.compliance.Verdict;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.batuta.time.SimulatedClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compliance is asked again at the claim, and its answer is kept to. */
@QuarkusTest
class ReviewTest {

  @Inject Sql sql;
  @Inject People people;

  private Due due;
  private ContactId contact;
  private RecordingGateway gateway;

  @BeforeEach
  void one_contact_is_due() {
    due = new Due(sql, people);
    contact = due.contact();
    gateway = RecordingGateway.accepting(due.provider);
  }

  @Test
  void a_window_that_opens_in_time_puts_it_off() {
    Instant three = NOON.plus(Duration.ofHours(3));
    assertEquals(1, refused(three).deferred());
    assertEquals("DEFERRED", due.state(contact));
    assertEquals(three, due.row(contact).getOffsetDateTime("due_at").toInstant());
    assertEquals(List.of("deferred OUTSIDE_WINDOW {\"rule\": \"co/window\"}"), due.facts(contact));
    assertEquals(0, due.row(contact).getInteger("tries"));
    assertEquals(List.of(), gateway.calls);
  }

  @Test
  void a_window_that_opens_too_late_withholds_it() {
    assertEquals(1, refused(EVENING).withheld());
    assertEquals("WITHHELD", due.state(contact));
    assertEquals(List.of("withheld OUTSIDE_WINDOW {\"rule\": \"co/window\"}"), due.facts(contact));
    assertEquals(List.of(), gateway.calls);
  }

  @Test
  void a_refusal_that_time_does_not_lift_withholds_it() {
    assertEquals(1, refused(null).withheld());
    assertEquals("WITHHELD", due.state(contact));
    assertEquals(DispatchReport.NOTHING, refused(null));
  }

  @Test
  void a_refusal_until_now_does_not_go_in_circles() {
    DispatchReport report = refused(NOON);
    assertEquals(1, report.claimed());
    assertEquals(1, report.deferred());
    assertEquals(NOON.plusSeconds(60), due.row(contact).getOffsetDateTime("due_at").toInstant());
  }

  @Test
  void the_provider_is_told_the_earlier_end_of_window_and_plan() {
    Instant two = NOON.plus(Duration.ofHours(2));
    judged(new Verdict.Permitted(two));
    assertEquals(two, gateway.calls.getFirst().expiresAt());
  }

  @Test
  void law_that_cannot_be_read_permits_nothing() {
    Rulebooks unreadable =
        (creditor, house) -> {
          throw new IllegalStateException("line 7 of the law file");
        };
    SimulatedClock clock = new SimulatedClock(NOON);
    DispatchReport report =
        Await.on(() -> due.dispatcher(clock, gateway, unreadable, Due.PLAIN).dispatchDue(500));
    assertEquals(1, report.withheld());
    assertEquals(List.of("withheld NO_LAW"), due.facts(contact));
    assertEquals(List.of(), gateway.calls);
  }

  private DispatchReport refused(@Nullable Instant notBefore) {
    return judged(new Verdict.Refused(Reason.OUTSIDE_WINDOW, "co/window", notBefore));
  }

  private DispatchReport judged(Verdict verdict) {
    Rulebooks law = (creditor, house) -> (situation, proposed) -> verdict;
    SimulatedClock clock = new SimulatedClock(NOON);
    return Await.on(() -> due.dispatcher(clock, gateway, law, Due.PLAIN).dispatchDue(500));
  }
}
