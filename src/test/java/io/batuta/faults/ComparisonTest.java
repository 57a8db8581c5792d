package io.batuta.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever holds two books against each other must see each way in which they differ. */
class ComparisonTest {

  private static final UUID CONTACT = new UUID(7, 7);
  private static final Instant NOON = Instant.parse("2026-11-24T17:00:00Z");

  /**
   * The facts are counts: sent, uncertain, reported, unconfirmed. The provider's: taken, and called
   * again without having been put off.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // what, state, sent, uncertain, reported, unconfirmed, taken, again, acknowledged; twice, lost,
    // unfinished
    "all is well,                 SENT,      1,0,0,0, 1,0,false, 0,0,0",
    "reported,                    CLOSED,    1,0,1,0, 1,0,true,  0,0,0",
    "reconciled,                  CLOSED,    1,1,1,0, 1,0,true,  0,0,0",
    "closed as uncertain,         CLOSED,    0,1,0,1, 1,0,false, 0,0,0",
    "never left,                  EXPIRED,   0,0,0,0, 0,0,false, 0,0,0",
    "went out twice,              SENT,      1,0,0,0, 2,1,false, 1,0,0",
    "called twice in doubt,       UNCERTAIN, 0,1,0,0, 1,1,false, 1,0,1",
    "counts twice as sent,        SENT,      2,0,0,0, 1,0,false, 1,0,0",
    "counts twice as uncertain,   CLOSED,    0,2,0,1, 1,0,false, 1,0,0",
    "left and is still planned,   PLANNED,   0,0,0,0, 1,0,false, 0,1,1",
    "left and is put off,         DEFERRED,  0,0,0,0, 1,0,false, 0,1,1",
    "left and is said to expire,  EXPIRED,   0,0,0,0, 1,0,false, 0,1,0",
    "left and is said to fail,    FAILED,    0,0,0,0, 1,0,false, 0,1,0",
    "left and is closed unsaid,   CLOSED,    0,0,0,0, 1,0,false, 0,1,0",
    "sent and never received,     SENT,      1,0,0,0, 0,0,false, 0,1,0",
    "hangs while sending,         SENDING,   0,0,0,0, 1,0,false, 0,0,1",
    "uncertain for ever,          UNCERTAIN, 0,1,0,0, 1,0,false, 0,0,1",
    "reported and not reconciled, CLOSED,    0,1,0,1, 1,0,true,  0,0,1",
    "reported and not in facts,   SENT,      1,0,0,0, 1,0,true,  0,0,1",
    "reported twice in facts,     SENT,      1,0,2,0, 1,0,true,  0,0,1"
  })
  void each_difference_is_named(
      String what,
      String state,
      int sent,
      int uncertain,
      int reported,
      int unconfirmed,
      int taken,
      int again,
      boolean acknowledged,
      int twice,
      int lost,
      int unfinished) {
    Planned planned = new Planned(CONTACT, state, 1, sent, uncertain, reported, unconfirmed);
    Book.Entry entry =
        new Book.Entry(CONTACT, "SMS", 1 + again, taken, again, Conduct.AT_ONCE, NOON);
    Comparison comparison =
        new Comparison(
            Map.of(CONTACT, planned),
            taken == 0 ? Map.of() : Map.of(CONTACT, entry),
            acknowledged ? Map.of(CONTACT, NOON) : Map.of(),
            Set.of(Reports.eventOf(CONTACT)));
    assertEquals(twice, comparison.twice().size(), () -> what + comparison.twice());
    assertEquals(lost, comparison.lost().size(), () -> what + comparison.lost());
    assertEquals(unfinished, comparison.unfinished().size(), () -> what + comparison.unfinished());
  }

  @ParameterizedTest
  @CsvSource({"true, true, 0", "true, false, 1", "false, true, 1"})
  void what_one_side_does_not_know_at_all_is_lost(boolean planned, boolean kept, int lost) {
    Comparison comparison =
        new Comparison(
            planned ? Map.of(CONTACT, new Planned(CONTACT, "SENT", 1, 1, 0, 1, 0)) : Map.of(),
            Map.of(CONTACT, new Book.Entry(CONTACT, "SMS", 1, 1, 0, Conduct.AT_ONCE, NOON)),
            Map.of(CONTACT, NOON),
            kept ? Set.of(Reports.eventOf(CONTACT)) : Set.of());
    assertEquals(lost, comparison.lost().size());
  }
}
