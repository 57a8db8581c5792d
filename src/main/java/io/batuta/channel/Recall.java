package io.batuta.channel;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A wish that a contact which was handed over reaches nobody.
 *
 * @param contact our name for it, which travelled with it
 * @param providerMessageId what the provider called it; null where its answer was lost
 * @param timeout how long the gateway may wait for the provider's answer
 */
public record Recall(
    ContactId contact, Channel channel, @Nullable String providerMessageId, Duration timeout) {}
