package io.batuta.campaign;

import io.batuta.campaign.Budget.Purse;
import io.batuta.campaign.NightStore.Share;
import io.batuta.compliance.Rulebook;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Plans one shard of a night: SQL brings the members, Java judges, SQL takes the judgements. */
@ApplicationScoped
class Planner {

  /** How often a shard goes back to its checkpoint because others were faster, or in its way. */
  private static final int OVERTAKEN_AT_MOST = 3;

  private final Vertx vertx;
  private final NightStore nights;
  private final PageStore pages;
  private final Rulebooks rulebooks;

  Planner(Vertx vertx, NightStore nights, PageStore pages, Rulebooks rulebooks) {
    this.vertx = vertx;
    this.nights = nights;
    this.pages = pages;
    this.rulebooks = rulebooks;
  }

  /**
   * Goes on where the shard stands; answers its counts. A shard that is done stays as it is.
   *
   * @param timeIsOver once true, it stops behind a page, whose checkpoint is kept
   */
  Uni<Tally> plan(NightWork work, int shard, Desk desk, BooleanSupplier timeIsOver) {
    return Uni.createFrom()
        .deferred(() -> desk.in(tx -> nights.shards(tx, work.creditor(), work.night(), shard)))
        .chain(
            found -> found.isEmpty() ? nothing() : walk(work, found.getFirst(), desk, timeIsOver))
        .onFailure(failure -> failure instanceof PageStore.Overtaken || Sql.clashed(failure))
        .retry()
        .atMost(OVERTAKEN_AT_MOST);
  }

  private Uni<Tally> walk(NightWork work, Shard shard, Desk desk, BooleanSupplier timeIsOver) {
    if (shard.done()) {
      return Uni.createFrom().item(shard.tally());
    }
    Rulebook rulebook = rulebooks.of(work.creditor(), work.plans().houseRules());
    return desk.in(tx -> budget(tx, work, shard))
        .map(budget -> new Judge(work.plans(), rulebook, budget, work.now()))
        .chain(
            judge ->
                desk.in(tx -> pages.judgedBefore(tx, work, shard))
                    .map(shard::again)
                    .chain(
                        from ->
                            new ShardWalk(vertx, pages, desk, work, judge, from, timeIsOver)
                                .walk()));
  }

  /** The shard's part of each budget, by members, less what it has spent already. */
  private Uni<Budget> budget(Tx tx, NightWork work, Shard shard) {
    List<Campaign> bounded =
        work.plans().campaigns().values().stream()
            .map(CampaignPlan::campaign)
            .filter(campaign -> campaign.budgetMinor() != null)
            .toList();
    return bounded.isEmpty()
        ? Uni.createFrom().item(new Budget(Map.of()))
        : nights
            .shares(tx, work.creditor(), work.night(), shard, bounded)
            .map(shares -> new Budget(purses(work, shard, shares)));
  }

  private static Map<Purse, Long> purses(NightWork work, Shard shard, List<Share> shares) {
    Map<Purse, Long> purses = new HashMap<>();
    for (Share share : shares) {
      CampaignPlan plan = work.plans().campaigns().get(share.campaign());
      if (plan != null && plan.campaign().budgetMinor() != null) {
        Money budget = new Money(plan.campaign().budgetMinor(), work.creditor().currency());
        var spent = shard.tally().byCampaign().get(plan.campaign().name());
        purses.put(
            new Purse(share.campaign(), work.night()),
            part(budget, share) - (spent == null ? 0 : spent.costMicros()));
      }
    }
    return purses;
  }

  private static long part(Money budget, Share share) {
    return BigInteger.valueOf(Budget.micros(budget))
        .multiply(BigInteger.valueOf(share.here()))
        .divide(BigInteger.valueOf(share.everywhere()))
        .longValueExact();
  }

  private static Uni<Tally> nothing() {
    return Uni.createFrom().item(Tally.NONE);
  }
}
