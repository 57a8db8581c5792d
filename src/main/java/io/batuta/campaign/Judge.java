package io.batuta.campaign;

import io.batuta.compliance.Earliest;
import io.batuta.compliance.Rulebook;
import io.batuta.compliance.Verdict;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.strategy.Decision;
import io.batuta.strategy.MemberFacts;
import io.batuta.strategy.Rung;
import io.batuta.strategy.StableHash;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says for one member whether, when and how to make contact: the strategy proposes, the law
 * disposes, the budget is asked last. No database, no clock: the same facts, the same answer.
 */
final class Judge {

  private final CreditorPlans plans;
  private final Rulebook rulebook;
  private final Budget budget;
  private final Instant now;
  private final Map<Alike, Terms> terms = new HashMap<>();

  /** Contacts that have this in common have the same terms: made once, for a whole shard. */
  private record Alike(
      LocalDate night, long campaign, int step, long template, boolean best, int rank) {}

  Judge(CreditorPlans plans, Rulebook rulebook, Budget budget, Instant now) {
    this.plans = plans;
    this.rulebook = rulebook;
    this.budget = budget;
    this.now = now;
  }

  /** A campaign that can no longer be read counts as paused: its members stay, untouched. */
  Judgement judge(Member member, Turn turn) {
    CampaignPlan plan = plans.campaigns().get(member.campaign());
    if (plan == null || plan.campaign().paused()) {
      return withheld(member, turn, null, Reason.PAUSED);
    }
    if (plan.campaign().experiment().holdsOut(creditor(), member.debtor())) {
      return withheld(member, turn, null, Reason.HOLDOUT);
    }
    if (member.inFlight()) {
      return withheld(member, turn, null, Reason.IN_FLIGHT);
    }
    MemberFacts facts = new MemberFacts(barred(member), turn.previous());
    return switch (plan.strategy().decide(facts, turn.fromStep())) {
      case Decision.Leave leave -> withheld(member, turn, null, leave.reason());
      case Decision.Treat treat -> treat(plan, member, turn, treat);
    };
  }

  private Judgement treat(CampaignPlan plan, Member member, Turn turn, Decision.Treat treat) {
    Channel channel = treat.rung().channel();
    Wording wording = plan.wording(channel, member.language());
    if (wording == null) {
      return withheld(member, turn, channel, Reason.NO_TEMPLATE);
    }
    return switch (firstPermitted(member, treat.rung(), turn)) {
      case Verdict.Refused refused -> withheld(member, turn, channel, refused);
      case Earliest.Opening opening -> planned(plan, member, turn, treat, wording, opening);
    };
  }

  private Judgement planned(
      CampaignPlan plan,
      Member member,
      Turn turn,
      Decision.Treat treat,
      Wording wording,
      Earliest.Opening opening) {
    Channel channel = treat.rung().channel();
    Route route = plans.routes().get(channel);
    Point point = member.pointFor(channel).orElse(null);
    if (route == null || point == null) {
      throw new IllegalStateException("the strategy chose a barred channel: " + channel);
    }
    if (member.account() == null) {
      return withheld(member, turn, channel, Reason.NOTHING_OWED);
    }
    long cost = Math.multiplyExact(route.unitCostMicros(), wording.parts());
    if (!budget.take(member.campaign(), turn.night(), cost)) {
      return withheld(member, turn, channel, Reason.BUDGET_SPENT);
    }
    boolean best = member.isBest(point.id());
    Terms shared =
        terms.computeIfAbsent(
            new Alike(
                turn.night(),
                member.campaign(),
                treat.step(),
                wording.template().id(),
                best,
                point.rank()),
            alike -> terms(plan, alike, treat, wording, route));
    return new PlannedContact(
        ContactId.of(creditor(), turn.night(), member.debtor(), treat.step()),
        member.debtor(),
        member.account(),
        point.id(),
        opening.at(),
        opening.until(),
        shared);
  }

  private Terms terms(
      CampaignPlan plan, Alike alike, Decision.Treat treat, Wording wording, Route route) {
    return new Terms(
        creditor(),
        alike.night(),
        alike.campaign(),
        alike.step(),
        treat.rung().channel(),
        route.provider(),
        alike.template(),
        plan.campaign().priority(),
        Math.multiplyExact(route.unitCostMicros(), wording.parts()),
        treat.rung().waits(),
        Why.planned(plan, treat, alike.best(), alike.rank(), wording));
  }

  /** Takes what stands planned from before out of the budget. */
  void standing(Member member, Turn turn, JudgedBefore before) {
    if (before instanceof JudgedBefore.Planned planned) {
      budget.spent(member.campaign(), turn.night(), planned.costMicros());
    }
  }

  /**
   * Asks the law day by day: on each, from the rung's own hour plus the member's share of its
   * spread on. A refusal that time does not lift ends the asking.
   */
  private Earliest firstPermitted(Member member, Rung rung, Turn turn) {
    ZoneId zone = member.situation().zone();
    Duration later =
        Duration.ofSeconds(StableHash.seconds(creditor(), member.debtor(), spread(rung)));
    Earliest answer = Why.dayIsOver(turn.lastDay(), zone);
    for (LocalDate day = turn.firstDay(); !day.isAfter(turn.lastDay()); day = day.plusDays(1)) {
      Instant hour = day.atTime(rung.from()).atZone(zone).toInstant().plus(later);
      Instant from = hour.isBefore(now) ? now : hour;
      Instant until = day.plusDays(1).atStartOfDay(zone).toInstant();
      if (from.isBefore(until)) {
        answer =
            Earliest.permitted(rulebook, member.situation(), rung.channel(), false, from, until);
        if (!(answer instanceof Verdict.Refused refused) || refused.notBefore() == null) {
          return answer;
        }
      }
    }
    return answer;
  }

  private static int spread(Rung rung) {
    return (int) Math.max(1, rung.spread().toSeconds());
  }

  private Map<Channel, Reason> barred(Member member) {
    Map<Channel, Reason> barred = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      Reason bar = bar(member, channel);
      if (bar != null) {
        barred.put(channel, bar);
      }
    }
    return barred;
  }

  private @Nullable Reason bar(Member member, Channel channel) {
    Set<Channel> authorised = member.situation().authorised();
    if (!plans.routes().containsKey(channel)) {
      return Reason.NO_ROUTE;
    }
    if (authorised != null && !authorised.contains(channel)) {
      return Reason.CHANNEL_NOT_AUTHORISED;
    }
    if (!member.hasPointFor(channel)) {
      return Reason.NO_CONTACT_POINT;
    }
    return member.pointFor(channel).isPresent() ? null : Reason.OPTED_OUT;
  }

  private Judgement withheld(
      Member member, Turn turn, @Nullable Channel channel, Verdict.Refused refused) {
    return withheld(member, turn, channel, refused.reason(), Why.refused(refused));
  }

  private Judgement withheld(Member member, Turn turn, @Nullable Channel channel, Reason reason) {
    return withheld(member, turn, channel, reason, Why.NOTHING);
  }

  private Judgement withheld(
      Member member, Turn turn, @Nullable Channel channel, Reason reason, String why) {
    return new WithheldContact(
        member.debtor(),
        new Grounds(creditor(), turn.night(), member.campaign(), channel, reason, why));
  }

  private CreditorId creditor() {
    return plans.creditor().id();
  }
}
