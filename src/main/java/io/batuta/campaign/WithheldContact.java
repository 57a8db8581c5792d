package io.batuta.campaign;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contact that is not made.
 *
 * @param channel the one that was refused; null when it did not come to a channel
 * @param why the rule's id and from when it would no longer object, where there is one
 */
record WithheldContact(
    CreditorId creditor,
    LocalDate night,
    DebtorId debtor,
    long campaign,
    @Nullable Channel channel,
    Reason reason,
    JsonObject why)
    implements Judgement {}
