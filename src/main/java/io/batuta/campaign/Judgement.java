package io.batuta.campaign;

import io.batuta.portfolio.DebtorId;

/** What the night says about one member. */
sealed interface Judgement permits PlannedContact, WithheldContact {

  DebtorId debtor();
}
