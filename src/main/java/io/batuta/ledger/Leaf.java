package io.batuta.ledger;

import io.batuta.portfolio.CreditorId;
import java.time.OffsetDateTime;

/**
 * A fact as it is sealed.
 *
 * @param content its canonical form, see read-leaves.sql
 */
record Leaf(CreditorId creditor, OffsetDateTime recordedAt, long fact, String content) {}
