package io.batuta.ledger;

/**
 * Why a contact was not made, put off or ended: the closed list that reports count by. Stored by
 * name.
 */
public enum Reason {
  // The law, or the creditor's own bounds: judged by compliance.
  /** The hour is outside the window of this channel class. Comes with a "not before". */
  OUTSIDE_WINDOW,
  /** A day on which the law allows no contact. Comes with a "not before". */
  CLOSED_DAY,
  /** Contact of this kind was made too often in the period. Comes with a "not before". */
  FREQUENCY,
  /** Another channel already reached the debtor in the period in which only one may. */
  ONE_CHANNEL_A_WEEK,
  /** The debtor did not authorise this channel. */
  CHANNEL_NOT_AUTHORISED,
  /** The address said stop on this channel. */
  OPTED_OUT,
  /** Paid on this business day. */
  PAID,
  /** A promise is open and not yet due. */
  OPEN_PROMISE,
  /** Recalled, disputed, sued, insolvent, deceased or settled. */
  STATUS,
  /** The person demanded that all contact end, by every channel. */
  CEASED,
  /** The contact point is of somebody with whom this debt may not be spoken of. */
  THIRD_PARTY,
  /** The contact point is at work, where the law does not let us look for anybody. */
  WORKPLACE,
  /** A person has the case. */
  HELD,
  /** Owes nothing. */
  NOTHING_OWED,
  /** No law file covers the debtor's country: nothing is permitted. */
  NO_LAW,

  // The plan.
  /** Another contact with this debtor is still in flight. */
  IN_FLIGHT,
  /** No usable contact point on any channel of the strategy. */
  NO_CONTACT_POINT,
  /** The campaign has no template for this channel and language. */
  NO_TEMPLATE,
  /** The creditor has no provider for this channel. */
  NO_ROUTE,
  /** The campaign's budget for the night is spent. */
  BUDGET_SPENT,
  /** Belongs to the permanent random hold-out. */
  HOLDOUT,
  /** The campaign is paused, or somebody stopped everything. */
  PAUSED,
  /** What the creditor lets this channel cost in the day or month is spent. */
  SPEND_LIMIT,
  /** Every sender of the creditor on this channel has sent as much as it may today, or rests. */
  SENDERS_RESTING,
  /** Its campaign was larger than one person may let go, and no second one approved it. */
  NOT_APPROVED,
  /** The ladder's condition for this rung does not hold. */
  CONDITION,

  // Sending.
  /** The provider asked to slow down. Uses up no attempt. */
  THROTTLED,
  /** The provider refused this message for good. */
  REFUSED_BY_PROVIDER,
  /** The address does not exist or can never be reached. */
  ADDRESS_DEAD,
  /** A real gateway was asked to carry a fictional creditor's contact. */
  FICTIONAL,
  /** The message could not be rendered: a value is missing. */
  UNRENDERABLE,
  /** The provider's answer was lost. */
  ANSWER_LOST,
  /** 72 hours went by without a word about an uncertain contact. */
  NEVER_CONFIRMED,
  /** The run that had claimed it had no time left to call the provider: nothing left. */
  CLAIM_LOST,

  // What ends a contact that was on its way.
  /** Something ended contact after this one was planned, and before it could leave. */
  STOPPED,
  /** The debtor answered: what follows is a conversation. */
  REPLIED,
  /** The debtor promised. */
  PROMISED,
  /** The debtor says it is paid. */
  PAYMENT_CLAIMED,
  /** The debtor disputes the debt. */
  DISPUTED,
  /** The debtor complained to the mail provider. */
  COMPLAINED,
  /** The person was erased. */
  ERASED,
  /** The step's wait ran out. */
  WAIT_OVER,
  /** It failed, and the ladder moved on. */
  FAILED
}
