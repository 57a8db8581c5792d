package io.batuta.supervision;

import io.batuta.ledger.ContactId;

/** What became of an agent's report. */
public sealed interface OutcomeAnswer {

  /**
   * It stands in the ledger.
   *
   * @param cancelled contacts that were on their way and were taken back
   */
  record Recorded(ContactId contact, int cancelled) implements OutcomeAnswer {}

  /** It stood there before: the same request was recorded. */
  record ToldBefore() implements OutcomeAnswer {}

  record NoSuchDebtor() implements OutcomeAnswer {}

  /** The contact point is not this debtor's. */
  record NoSuchPoint() implements OutcomeAnswer {}
}
