package io.batuta.campaign;

import io.batuta.portfolio.Creditor;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What the shards of one night have in common.
 *
 * @param plans as they stood when the night was cut: a change made since waits for the next night,
 *     but a pause and bounds of the house, which hold from the next claim on
 * @param now of the run, asked once
 */
record NightWork(CreditorPlans plans, LocalDate night, Instant now) {

  Creditor creditor() {
    return plans.creditor();
  }

  /** A campaign that can no longer be read goes by its number. */
  String campaignName(long id) {
    CampaignPlan plan = plans.campaigns().get(id);
    return plan == null ? Long.toString(id) : plan.campaign().name();
  }
}
