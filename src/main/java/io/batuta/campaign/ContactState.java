package io.batuta.campaign;

/** Where a planned contact stands. The picture is in {@code docs/flow.md}. */
public enum ContactState {
  /**
   * In: the night, or a ladder's next rung. Out: sending, deferred, withheld or failed by the run
   * that claims it when it is due; cancelled by a payment or stop; expired by the rescuer.
   */
  PLANNED,
  /**
   * In: committed before the provider is called. Out: sent, failed, deferred, expired or uncertain
   * by that run; uncertain by the rescuer when the run died. Never planned again unless it is
   * certain that nothing left. Ended meanwhile, it bears the reason, and is closed or cancelled
   * with the provider's answer.
   */
  SENDING,
  /**
   * In: the provider took it. Out: closed, when a final result comes or the step's wait is over.
   */
  SENT,
  /**
   * In: the step is over. Final. A ladder's next rung, if any, was inserted in the same statement;
   * where a payment, answer or stop closed it, there is none.
   */
  CLOSED,
  /** In: compliance, asked again at the claim, refused for today. Final. */
  WITHHELD,
  /** In: "later" from compliance or provider. Out: as planned. Uses up no attempt. */
  DEFERRED,
  /**
   * In: the provider refused it for good, and nothing left. Out: closed, when the ladder moves on
   * or ends.
   */
  FAILED,
  /** In: a payment, opt-out, promise or dispute overtook it before sending. Final. */
  CANCELLED,
  /** In: its legal window closed before it left. Final. */
  EXPIRED,
  /**
   * In: the provider's answer was lost. Out: sent when a report tells (a failure too: the ladder
   * then sees it in the ledger); closed after 72 hours without one. Counts as an attempt and is
   * never sent again. Ended meanwhile, it bears the reason, and is closed when a report tells.
   */
  UNCERTAIN
}
