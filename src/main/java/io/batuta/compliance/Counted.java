package io.batuta.compliance;

import io.batuta.ledger.DayCount;

/** What a limit counts of a day on one channel. */
interface Counted {

  int in(DayCount day);

  /** A thing that the ledger counts by itself. */
  enum Unit implements Counted {
    /** Messages that left, or may have. The strictest. */
    ATTEMPT,
    /** Of which known to have arrived. */
    DELIVERED,
    /** Answers of the debtor. */
    TWO_WAY;

    @Override
    public int in(DayCount day) {
      return switch (this) {
        case ATTEMPT -> day.attempts();
        case DELIVERED -> day.delivered();
        case TWO_WAY -> day.twoWay();
      };
    }
  }

  /**
   * What the law calls a contact, where its words are read in more than one way. A day on which the
   * debtor answered has had a contact under every reading, even if nothing left that day.
   */
  record DirectContact(Unit reading) implements Counted {
    @Override
    public int in(DayCount day) {
      return Math.max(reading.in(day), Math.min(1, day.twoWay()));
    }
  }
}
