package io.batuta.ledger;

import io.batuta.portfolio.Channel;
import java.time.LocalDate;

/**
 * What happened on one channel on one of the debtor's days.
 *
 * @param attempts messages that left, or may have
 * @param delivered of which known to have arrived
 * @param twoWay answers of the debtor
 */
public record DayCount(LocalDate day, Channel channel, int attempts, int delivered, int twoWay) {}
