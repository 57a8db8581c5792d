package io.batuta.campaign;

import io.batuta.portfolio.DebtorId;

/** A contact that is not made. */
record WithheldContact(DebtorId debtor, Grounds grounds) implements Judgement {}
