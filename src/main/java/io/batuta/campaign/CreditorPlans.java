package io.batuta.campaign;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * All that a creditor's people have set down, as it stood when it was read.
 *
 * @param houseRules their bounds on top of the law, as written
 * @param campaigns by id, in force or not; one that names a segment or strategy that cannot be read
 *     is missing
 */
record CreditorPlans(
    Creditor creditor,
    JsonObject houseRules,
    Map<Channel, Route> routes,
    Map<Long, CampaignPlan> campaigns) {

  CreditorPlans {
    routes = Map.copyOf(routes);
    campaigns = Map.copyOf(campaigns);
  }

  /** What was read of one creditor. */
  static CreditorPlans of(Map<CreditorId, CreditorPlans> read, Creditor creditor) {
    CreditorPlans plans = read.get(creditor.id());
    if (plans == null) {
      throw new IllegalStateException("nothing was read of creditor " + creditor.id().value());
    }
    return plans;
  }

  List<CampaignPlan> inForceOn(LocalDate date) {
    return campaigns.values().stream().filter(plan -> plan.campaign().inForceOn(date)).toList();
  }
}
