package io.batuta.campaign;

import io.batuta.compliance.Verdict;
import io.batuta.ledger.Reason;
import io.batuta.strategy.Decision;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;

/** The reasons that a fact keeps with it: codes and numbers, never a name, address or word. */
final class Why {

  /** The rule that refuses when the day it was planned for has no hour left. */
  static final String DAY_IS_OVER = "batuta/day-is-over";

  private Why() {}

  /** Why this rung, contact point, hour and message. */
  static JsonObject planned(
      CampaignPlan plan, Member member, Decision.Treat treat, Point point, Wording wording) {
    return new JsonObject()
        .put("campaign", plan.campaign().name())
        .put("segment", plan.campaign().segment())
        .put("strategy", plan.campaign().strategy())
        .put("step", treat.step())
        .put("condition", treat.rung().condition().name())
        .put("point", member.isBest(point.id()) ? "best" : "rank")
        .put("rank", point.rank())
        .put("from", treat.rung().from().toString())
        .put("spread", treat.rung().spread().toString())
        .put("template", wording.template().name())
        .put("version", wording.template().version())
        .put("language", wording.template().language())
        .put("parts", wording.parts());
  }

  /** Which rule refused, and from when it would no longer object. */
  static JsonObject refused(Verdict.Refused refused) {
    JsonObject why = new JsonObject().put("rule", refused.rule());
    return refused.notBefore() == null ? why : why.put("notBefore", refused.notBefore().toString());
  }

  static Verdict.Refused dayIsOver(LocalDate day, ZoneId zone) {
    return new Verdict.Refused(
        Reason.OUTSIDE_WINDOW, DAY_IS_OVER, day.plusDays(1).atStartOfDay(zone).toInstant());
  }
}
