package io.batuta.campaign;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.AccountId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A contact that may be made.
 *
 * @param night the business date it was planned for; a ladder keeps the date it began with
 * @param step rung of the ladder, from 0
 * @param expiresAt end of the legal window that {@code dueAt} lies in, exclusive
 * @param costMicros estimate, millionths of the creditor's currency unit
 * @param waits how long its step waits for an answer, from the sending on
 * @param why codes and numbers that explain channel, point, hour and message
 */
record PlannedContact(
    ContactId id,
    CreditorId creditor,
    LocalDate night,
    DebtorId debtor,
    AccountId account,
    long campaign,
    int step,
    Channel channel,
    String provider,
    ContactPointId point,
    long template,
    int priority,
    Instant dueAt,
    Instant expiresAt,
    long costMicros,
    Duration waits,
    JsonObject why)
    implements Judgement {}
