package io.batuta.dispatch;

import io.batuta.campaign.ContactState;
import io.batuta.channel.OutboundMessage;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a run makes of a contact that it claimed, before anything leaves. */
sealed interface Judged {

  /** After this long what one's own limits did not let leave is looked at again. */
  Duration ASK_AGAIN = Duration.ofMinutes(15);

  ContactId contact();

  /**
   * It may leave now.
   *
   * @param words what it says, encrypted for the person's eyes
   * @param costs null where its creditor has no bounds of its own
   */
  record Ready(OutboundMessage message, byte[] words, @Nullable Cost costs) implements Judged {
    @Override
    public ContactId contact() {
      return message.contact();
    }

    /** The same, from that sender. */
    Ready by(Identities.Sending sender) {
      return new Ready(message.from(sender.address()), words, costs);
    }

    /**
     * Looked at again in a while with all of its channel, where its window is still open then: a
     * limit may be raised, a day may begin.
     */
    Judged later(Instant now, Reason reason) {
      Cost of = costs;
      return of != null && now.plus(ASK_AGAIN).isBefore(message.expiresAt())
          ? new Rests(contact(), of.creditor(), message.channel(), reason)
          : new Aside(contact(), ContactState.WITHHELD, null, reason, null);
    }
  }

  /** It stays as it is, and its channel rests for a while: nothing is told of it. */
  record Rests(ContactId contact, CreditorId creditor, Channel channel, Reason reason)
      implements Judged {}

  /**
   * It may not.
   *
   * @param state {@code DEFERRED}, {@code WITHHELD} or {@code FAILED}
   * @param dueAt when it is asked again, of a deferred one
   * @param rule that said so, by its id; null when no rule did
   */
  record Aside(
      ContactId contact,
      ContactState state,
      @Nullable Instant dueAt,
      Reason reason,
      @Nullable String rule)
      implements Judged {}
}
