package io.batuta.campaign;

import io.batuta.portfolio.Creditor;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What the shards of one run have in common.
 *
 * @param plans as they stood when the run began: a change made meanwhile waits for the next night
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
