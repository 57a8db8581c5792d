package io.batuta.campaign;

import io.batuta.campaign.Budget.Purse;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Steps that ended together, with what judging their successors needs.
 *
 * @param plans of each creditor among them
 */
record EndedBatch(List<EndedStep> steps, Map<CreditorId, CreditorPlans> plans) {

  /** What follows: the next rungs, and where there is one but not for this member, why. */
  record Follow(List<PlannedContact> planned, List<WithheldContact> withheld) {}

  EndedBatch {
    steps = List.copyOf(steps);
    plans = Map.copyOf(plans);
  }

  /** One step of each night of each campaign that has a budget. */
  List<EndedStep> ofBoundedCampaigns() {
    return List.copyOf(
        steps.stream()
            .filter(step -> budget(step) != null)
            .collect(Collectors.toMap(EndedBatch::purse, step -> step, (one, same) -> one))
            .values());
  }

  /** Judges each successor. Where the ladder has no further rung, nothing follows. */
  Follow judge(Rulebooks rulebooks, Map<Purse, Long> spent, Instant now) {
    Budget budget = new Budget(left(spent));
    Map<CreditorId, Judge> judges = new HashMap<>();
    plans.forEach(
        (creditor, own) ->
            judges.put(
                creditor,
                new Judge(own, rulebooks.of(own.creditor(), own.houseRules()), budget, now)));
    Follow follow = new Follow(new ArrayList<>(), new ArrayList<>());
    for (EndedStep step : steps) {
      Judge judge = judges.get(step.creditor());
      if (judge != null && hasNext(step)) {
        switch (step.stopped() ? stopped(step) : judge.judge(step.member(), step.next(now))) {
          case PlannedContact contact -> follow.planned.add(contact);
          case WithheldContact contact -> follow.withheld.add(contact);
        }
      }
    }
    return follow;
  }

  /** Who answered or paid while the message was leaving gets no further rung. */
  private static Judgement stopped(EndedStep step) {
    return new WithheldContact(
        step.member().debtor(),
        new Grounds(
            step.creditor(),
            step.night(),
            step.member().campaign(),
            null,
            Reason.STOPPED,
            Why.NOTHING));
  }

  private boolean hasNext(EndedStep step) {
    CampaignPlan plan = plan(step);
    return plan == null || step.step() + 1 < plan.strategy().steps();
  }

  private Map<Purse, Long> left(Map<Purse, Long> spent) {
    Map<Purse, Long> left = new HashMap<>();
    for (EndedStep step : ofBoundedCampaigns()) {
      Money budget = budget(step);
      if (budget != null) {
        left.put(purse(step), Budget.micros(budget) - spent.getOrDefault(purse(step), 0L));
      }
    }
    return left;
  }

  private @Nullable Money budget(EndedStep step) {
    CampaignPlan plan = plan(step);
    Long minor = plan == null ? null : plan.campaign().budgetMinor();
    CreditorPlans own = plans.get(step.creditor());
    return minor == null || own == null ? null : new Money(minor, own.creditor().currency());
  }

  private @Nullable CampaignPlan plan(EndedStep step) {
    CreditorPlans own = plans.get(step.creditor());
    return own == null ? null : own.campaigns().get(step.member().campaign());
  }

  private static Purse purse(EndedStep step) {
    return new Purse(step.member().campaign(), step.night());
  }
}
