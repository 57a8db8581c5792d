package io.batuta.supervision;

import io.batuta.ledger.ContactFact;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Where an agent's promise becomes a promise: opened in the transaction of the report. */
@FunctionalInterface
public interface PromiseDesk {

  /**
   * Opens it, with its fact, and takes back what is on its way.
   *
   * @param answer the fact that the debtor answered: creditor, debtor, contact, channel, point
   */
  Uni<Void> open(Tx tx, ContactFact answer, AgentOutcome.Promised promise, Instant now);
}
