package io.batuta.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** A night whose checkpoints somebody set back: everybody was judged, and nothing is said twice. */
@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class NightAgainTest {

  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
  private static final Instant SMALL_HOURS = Instant.parse("2026-11-23T06:00:00Z");

  @Inject Desks desks;

  @Test
  void nothing_is_written_again_and_the_counts_come_out_the_same() {
    Creditor bank = desks.bank();
    desks.debtors(bank, 12);
    desks.campaign(bank, "todos", "balance >= 0", 1, Desks.SMS_THEN_EMAIL);
    desks.run(
        bank,
        "DELETE FROM contact_point WHERE debtor_id ="
            + " (SELECT min(debtor_id) FROM debtor WHERE creditor_id = $1)");
    NightReport first = Await.on(() -> desks.nightAt(SMALL_HOURS).run(bank, MONDAY, 2));
    assertEquals(12, first.judged());
    assertEquals(11, first.planned());
    long contacts = desks.contacts(bank);
    long facts = desks.facts(bank);
    desks.run(
        bank, "UPDATE night SET state = 'planning', finished_at = NULL WHERE creditor_id = $1");
    desks.run(
        bank,
        "UPDATE night_shard SET done_to = from_debtor - 1, done = false, tally = '{}'"
            + " WHERE creditor_id = $1");
    assertEquals(first, Await.on(() -> desks.nightAt(SMALL_HOURS).run(bank, MONDAY, 2)));
    assertEquals(contacts, desks.contacts(bank));
    assertEquals(facts, desks.facts(bank));
  }
}
