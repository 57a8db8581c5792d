package io.batuta.dispatch;

import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.ledger.ContactId;
import io.batuta.ledger.LedgerStore;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a dead run left behind. Counts are not asserted: the rescuer works over all creditors of the
 * tests' database.
 */
@QuarkusTest
class RescuerTest {

  @Inject Sql sql;
  @Inject People people;
  @Inject LedgerStore ledger;

  private Due due;
  private ContactId contact;

  @BeforeEach
  void a_contact_is_due() {
    due = new Due(sql, people);
    contact = due.contact();
  }

  @Test
  void what_was_sending_when_its_run_died_is_uncertain_and_counts() {
    sending();
    rescue(NOON.plus(Duration.ofMinutes(4)));
    assertEquals("SENDING", due.state(contact));
    rescue(NOON.plus(Duration.ofMinutes(5)));
    rescue(NOON.plus(Duration.ofMinutes(5)));
    assertEquals("UNCERTAIN", due.state(contact));
    assertEquals(List.of("uncertain ANSWER_LOST"), due.facts(contact));
    assertEquals(1, due.attempts(contact));
  }

  @Test
  void what_stayed_uncertain_for_three_days_is_closed_and_still_counts() {
    sending();
    rescue(NOON.plus(Duration.ofMinutes(5)));
    rescue(NOON.plus(Duration.ofHours(71)));
    assertEquals("UNCERTAIN", due.state(contact));
    rescue(NOON.plus(Duration.ofHours(72)));
    rescue(NOON.plus(Duration.ofHours(72)));
    assertEquals("CLOSED", due.state(contact));
    assertEquals("NEVER_CONFIRMED", due.row(contact).getString("reason"));
    assertEquals(List.of("uncertain ANSWER_LOST", "closed NEVER_CONFIRMED"), due.facts(contact));
    assertEquals(1, due.attempts(contact));
  }

  @Test
  void what_did_not_leave_in_its_window_expires_planned_or_put_off() {
    ContactId putOff = due.contact();
    due.ask(
        "UPDATE planned_contact SET state = 'DEFERRED', reason = 'THROTTLED' WHERE contact_id = $1",
        Tuple.of(putOff.value()));
    rescue(Due.EVENING.minusSeconds(1));
    assertEquals("PLANNED", due.state(contact));
    rescue(Due.EVENING);
    rescue(Due.EVENING);
    assertEquals("EXPIRED", due.state(contact));
    assertEquals(List.of("expired"), due.facts(contact));
    assertEquals(List.of("expired THROTTLED"), due.facts(putOff));
  }

  @Test
  void two_rescuers_at_once_write_each_fact_once() {
    sending();
    Instant later = NOON.plus(Duration.ofMinutes(5));
    Await.on(
        () ->
            io.smallrye.mutiny.Uni.join()
                .all(rescuer(later).rescue(), rescuer(later).rescue(), rescuer(later).rescue())
                .andFailFast());
    assertEquals(List.of("uncertain ANSWER_LOST"), due.facts(contact));
  }

  /** As a run leaves it that died. */
  private void sending() {
    due.ask(
        """
        UPDATE planned_contact SET state = 'SENDING', claimed_by = $2, claimed_at = $3, sending_at = $3
        WHERE contact_id = $1
        """,
        Tuple.of(contact.value(), UUID.randomUUID(), Due.utc(NOON)));
  }

  private void rescue(Instant now) {
    Await.on(() -> rescuer(now).rescue());
  }

  private Rescuer rescuer(Instant now) {
    return new Rescuer(sql, ledger, Clock.fixed(now, java.time.ZoneOffset.UTC));
  }
}
