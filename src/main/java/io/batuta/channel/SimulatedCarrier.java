package io.batuta.channel;

/**
 * Stands in for carriers and debtors where there are none: the local run brings one, the cloud has
 * none.
 */
public interface SimulatedCarrier {

  /**
   * Takes a message and answers as a provider would; what follows comes back to {@code
   * /webhooks/sandbox}.
   */
  SendOutcome carry(OutboundMessage message);

  /** Takes back what it was handed, where it is not too late for that. */
  default RecallOutcome takeBack(Recall recall) {
    return new RecallOutcome.CannotRecall();
  }
}
