package io.batuta.dispatch;

import io.batuta.ledger.ContactId;

/**
 * A contact whose row cannot be read: set aside, so that the rest of its batch goes on.
 *
 * @param why the kind of fault, without values
 */
record BrokenClaim(ContactId contact, String why) implements Claimed {}
