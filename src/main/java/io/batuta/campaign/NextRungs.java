package io.batuta.campaign;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Moves ladders on. A contact that waited long enough, or failed, is closed, and the next rung
 * whose condition holds is planned in the same statement; it keeps the night that its ladder began
 * in. What the law refuses for the rest of the ladder's days, and what no condition allows, is
 * withheld.
 */
@ApplicationScoped
public class NextRungs {

  /** Batches of one run at most; what is left is the next minute's. */
  private static final int BATCHES = 1_000;

  private final Sql sql;
  private final Vertx vertx;
  private final CreditorStore creditors;
  private final CampaignReader campaigns;
  private final RungStore rungs;
  private final Rulebooks rulebooks;

  NextRungs(
      Sql sql,
      Vertx vertx,
      CreditorStore creditors,
      CampaignReader campaigns,
      RungStore rungs,
      Rulebooks rulebooks) {
    this.sql = sql;
    this.vertx = vertx;
    this.creditors = creditors;
    this.campaigns = campaigns;
    this.rungs = rungs;
    this.rulebooks = rulebooks;
  }

  /**
   * Over all creditors, each batch in a transaction of its own. Two at once share the work.
   *
   * @param timeIsOver asked before each batch; what is left then is the next minute's
   * @return how many steps were ended
   */
  public Uni<Integer> advance(Instant now, BooleanSupplier timeIsOver) {
    return creditors
        .all()
        .chain(
            all ->
                repeat(
                    () ->
                        timeIsOver.getAsBoolean()
                            ? none()
                            : sql.acrossTenants(tx -> batch(tx, all, now))));
  }

  /** Of one creditor, within the caller's transaction in its name. */
  Uni<Integer> advance(Tx tx, Creditor creditor, Instant now) {
    return repeat(() -> batch(tx, List.of(creditor), now));
  }

  private static Uni<Integer> repeat(Supplier<Uni<? extends Integer>> batch) {
    return Multi.createBy()
        .repeating()
        .uni(batch)
        .whilst(ended -> ended == RungStore.BATCH)
        .select()
        .first(BATCHES)
        .collect()
        .with(Collectors.summingInt(ended -> ended));
  }

  private Uni<Integer> batch(Tx tx, List<Creditor> creditors, Instant now) {
    return rungs
        .ended(tx, now)
        .chain(steps -> steps.isEmpty() ? none() : advance(tx, steps, creditors, now));
  }

  private Uni<Integer> advance(
      Tx tx, List<EndedStep> steps, List<Creditor> creditors, Instant now) {
    return campaigns
        .read(tx, among(creditors, steps))
        .map(plans -> new EndedBatch(steps, plans))
        .chain(batch -> judged(tx, batch, now))
        .chain(follow -> rungs.advance(tx, steps, follow.planned(), follow.withheld(), now));
  }

  private Uni<EndedBatch.Follow> judged(Tx tx, EndedBatch batch, Instant now) {
    List<EndedStep> bounded = batch.ofBoundedCampaigns();
    return (bounded.isEmpty()
            ? Uni.createFrom().item(Map.<Budget.Purse, Long>of())
            : rungs.spent(tx, bounded))
        .chain(spent -> vertx.executeBlocking(() -> batch.judge(rulebooks, spent, now), false));
  }

  private static List<Creditor> among(List<Creditor> creditors, List<EndedStep> steps) {
    Set<?> present = steps.stream().map(EndedStep::creditor).collect(Collectors.toSet());
    return creditors.stream().filter(creditor -> present.contains(creditor.id())).toList();
  }

  private static Uni<Integer> none() {
    return Uni.createFrom().item(0);
  }
}
