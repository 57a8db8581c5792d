package io.batuta.ledger;

import java.util.Locale;

/** What a fact says. Stored in lower case; the database refuses any other word. */
public enum FactKind {
  /** A contact was planned; its detail says why this channel, point, hour and message. */
  PLANNED,
  /** A debtor was not contacted, or a planned contact not sent; the reason says why. */
  WITHHELD,
  /** Put off to a later hour without using up an attempt. */
  DEFERRED,
  /** The provider took the message. Counts as an attempt. */
  SENT,
  /**
   * The provider's answer was lost: the message may have left. Counts as an attempt, never sent
   * again.
   */
  UNCERTAIN,
  /** Proven later that nothing had left: the attempt is given back. */
  NOT_SENT,
  DELIVERED,
  READ,
  CLICKED,
  /** It did not arrive: a bounce, an unreachable phone, a refusal by the provider. */
  FAILED,
  /** The debtor told the mail provider that it was unwanted. */
  COMPLAINED,
  /** The debtor wrote or spoke back: a two-way contact. The words are kept elsewhere. */
  REPLIED,
  PROMISE_MADE,
  PROMISE_KEPT,
  PROMISE_BROKEN,
  /** The payment that had kept it was taken back, and its day has not gone by. */
  PROMISE_REOPENED,
  /** The debtor says that it was paid; the creditor has not said so yet. */
  PAYMENT_CLAIMED,
  DISPUTED,
  OPTED_OUT,
  PAID,
  /** A payment was taken back: a cheque that bounced, a card that was charged back. */
  PAYMENT_REVERSED,
  /** Planned and then overtaken: a payment, an opt-out, a promise. */
  CANCELLED,
  /** Its window closed before it could leave. */
  EXPIRED,
  /** Its step is over: answered, failed, or the wait ran out. */
  CLOSED,
  /** A person took the case: nothing leaves on any channel. */
  HELD,
  /** The person gave the case back. */
  RELEASED,
  /** Who it is was erased: from here on nobody can tell any more. The detail says on what basis. */
  ERASED,
  /** Somebody stated how an account or a person stands; its detail says how, and how it was. */
  STATUS_CHANGED,
  /** The debtor agreed to a channel, or to an address on it; the proof is kept beside. */
  CONSENT_GIVEN,
  /** The debtor took that back. */
  CONSENT_REVOKED;

  /** As the database writes it: {@code promise_made}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no kind has this tag
   */
  public static FactKind ofTag(String tag) {
    return valueOf(tag.toUpperCase(Locale.ROOT));
  }
}
