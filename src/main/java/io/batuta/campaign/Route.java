package io.batuta.campaign;

/**
 * Who carries a creditor's channel.
 *
 * @param provider as its gateway is called: {@code ses}
 * @param unitCostMicros millionths of the creditor's currency unit, per message part
 */
record Route(String provider, long unitCostMicros) {}
