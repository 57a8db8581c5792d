package io.batuta.dispatch;

import io.batuta.ledger.ContactId;

/** A contact that this run holds. */
sealed interface Claimed permits Claim, BrokenClaim {

  ContactId contact();
}
