package io.batuta.campaign;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.DebtorId;
import java.time.Instant;

/**
 * A contact that may be made.
 *
 * @param expiresAt end of the legal window that {@code dueAt} lies in, exclusive
 */
record PlannedContact(
    ContactId id,
    DebtorId debtor,
    AccountId account,
    ContactPointId point,
    Instant dueAt,
    Instant expiresAt,
    Terms terms)
    implements Judgement {}
