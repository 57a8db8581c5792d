package io.batuta.campaign;

import io.batuta.compliance.Verdict;
import io.batuta.ledger.Reason;
import io.batuta.strategy.Decision;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;

/** The reasons that a fact keeps with it: codes and numbers, never a name, address or word. */
final class Why {

  /** No more to say than the reason itself. */
  static final String NOTHING = "{}";

  /** The rule that refuses when the day it was planned for has no hour left. */
  static final String DAY_IS_OVER = "batuta/day-is-over";

  private Why() {}

  /** Why this rung, contact point, hour and message. */
  static String planned(
      CampaignPlan plan, Decision.Treat treat, boolean best, int rank, Wording wording) {
    return new JsonObject()
        .put("campaign", plan.campaign().name())
        .put("segment", plan.campaign().segment())
        .put("strategy", plan.campaign().strategy())
        .put("step", treat.step())
        .put("condition", treat.rung().condition().name())
        .put("point", best ? "best" : "rank")
        .put("rank", rank)
        .put("from", treat.rung().from().toString())
        .put("spread", treat.rung().spread().toString())
        .put("template", wording.template().name())
        .put("version", wording.template().version())
        .put("language", wording.template().language())
        .put("parts", wording.parts())
        .encode();
  }

  /** Which rule refused, and from when it would no longer object. */
  static String refused(Verdict.Refused refused) {
    JsonObject why = new JsonObject().put("rule", refused.rule());
    if (refused.notBefore() != null) {
      why.put("notBefore", refused.notBefore().toString());
    }
    return why.encode();
  }

  static Verdict.Refused dayIsOver(LocalDate day, ZoneId zone) {
    return new Verdict.Refused(
        Reason.OUTSIDE_WINDOW, DAY_IS_OVER, day.plusDays(1).atStartOfDay(zone).toInstant());
  }
}
