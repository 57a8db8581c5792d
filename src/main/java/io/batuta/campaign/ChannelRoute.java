package io.batuta.campaign;

import io.batuta.portfolio.Channel;

/**
 * Who carries a creditor's channel.
 *
 * @param provider as its gateway is called: {@code ses}, {@code sandbox}
 * @param sender what the debtor sees it comes from: an address, a number, a short code
 * @param unitCostMicros millionths of the creditor's currency unit, per message part
 */
public record ChannelRoute(Channel channel, String provider, String sender, long unitCostMicros) {}
