package io.batuta.dispatch;

import io.batuta.portfolio.CreditorId;

/**
 * What a contact takes of its channel's money.
 *
 * @param micros millionths of the creditor's currency unit
 */
record Cost(CreditorId creditor, long micros) {}
