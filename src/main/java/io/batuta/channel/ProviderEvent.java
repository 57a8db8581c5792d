package io.batuta.channel;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing a provider reports.
 *
 * @param provider as in routes: {@code ses}, {@code sms}, {@code sandbox}
 * @param eventId unique within the provider; the same event always has the same id
 * @param channel it happened on
 * @param providerMessageId of the message it is about; of a reply, the message answered, if told
 * @param contact our own id, where the provider carries it back
 * @param kind what happened
 * @param occurredAt by the provider's clock
 * @param code the provider's, short, free of personal data; null when it has none
 * @param addressIsDead the address will never be reached: retire the contact point
 * @param from of a reply: the address that wrote, E.164 or e-mail
 * @param text of a reply: its words
 */
public record ProviderEvent(
    String provider,
    String eventId,
    Channel channel,
    @Nullable String providerMessageId,
    @Nullable ContactId contact,
    Kind kind,
    Instant occurredAt,
    @Nullable String code,
    boolean addressIsDead,
    @Nullable String from,
    @Nullable String text) {

  /** What a provider can say about a message. */
  public enum Kind {
    /** The provider took it over for good (SES "Send", a carrier's "sent"). */
    ACCEPTED,
    DELIVERED,
    READ,
    CLICKED,
    /** It will not arrive. */
    FAILED,
    COMPLAINED,
    REPLIED,
    /** Said stop by a means of the provider's own: its opt-out list, one-click unsubscribe. */
    OPTED_OUT
  }
}
