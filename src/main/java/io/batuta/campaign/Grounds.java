package io.batuta.campaign;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Why contacts are not made; many share the same.
 *
 * @param night the business date asked about
 * @param channel the one that was refused; null when it did not come to a channel
 * @param why JSON: the rule's id and from when it would no longer object, where there is one
 */
record Grounds(
    CreditorId creditor,
    LocalDate night,
    long campaign,
    @Nullable Channel channel,
    Reason reason,
    String why) {}
