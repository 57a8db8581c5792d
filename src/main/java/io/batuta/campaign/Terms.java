package io.batuta.campaign;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import java.time.Duration;
import java.time.LocalDate;

/**
 * What many contacts of a night have in common. A page says each once, however many share it.
 *
 * @param night the business date planned for; a ladder keeps the date it began with
 * @param step rung of the ladder, from 0
 * @param costMicros estimate, millionths of the creditor's currency unit
 * @param waits how long the step waits for an answer, from the sending on
 * @param why JSON: codes and numbers that explain channel, point, hour and message
 */
record Terms(
    CreditorId creditor,
    LocalDate night,
    long campaign,
    int step,
    Channel channel,
    String provider,
    long template,
    int priority,
    long costMicros,
    Duration waits,
    String why) {}
