package io.batuta.channel;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message, ready to leave.
 *
 * @param contact our name for it; travels with the message wherever the provider can carry it
 * @param fictional the creditor is made up: every real gateway refuses it
 * @param address E.164 for a phone, an e-mail address otherwise
 * @param sender the creditor's registered sender: a sender id, an origination number, a From
 *     address
 * @param subject e-mail only
 * @param expiresAt the provider must not deliver later than this
 * @param timeout how long the gateway may wait for the provider's answer
 */
public record OutboundMessage(
    ContactId contact,
    boolean fictional,
    Channel channel,
    String address,
    String sender,
    @Nullable String subject,
    String body,
    Instant expiresAt,
    Duration timeout) {

  /** The same from another sender. */
  public OutboundMessage from(String other) {
    return new OutboundMessage(
        contact, fictional, channel, address, other, subject, body, expiresAt, timeout);
  }
}
