package io.batuta.campaign;

import io.batuta.ledger.LedgerStore;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.batuta.segment.CampaignCut;
import io.batuta.segment.SegmentBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Opens a night: what yesterday left is settled, members are cut and sharded, all in one
 * transaction, so that they are frozen or absent. So are the campaigns that they were cut by: all
 * calls that share the night judge alike.
 */
@ApplicationScoped
class NightCut {

  /** Of the ledger, from this one on. */
  private static final int MONTHS_AHEAD = 2;

  private final Sql sql;
  private final LedgerStore ledger;
  private final NextRungs nextRungs;
  private final CampaignReader campaigns;
  private final NightStore nights;
  private final SegmentBuilder segments;

  NightCut(
      Sql sql,
      LedgerStore ledger,
      NextRungs nextRungs,
      CampaignReader campaigns,
      NightStore nights,
      SegmentBuilder segments) {
    this.sql = sql;
    this.ledger = ledger;
    this.nextRungs = nextRungs;
    this.campaigns = campaigns;
    this.nights = nights;
    this.segments = segments;
  }

  /** Cuts the night unless it is cut; answers what its shards need. */
  Uni<NightWork> freeze(Creditor creditor, LocalDate night, int shards, Instant now) {
    return months(creditor, now)
        .chain(
            () ->
                sql.asTenant(
                    creditor.id().value(), tx -> freeze(tx, creditor, night, shards, now)));
  }

  /** The same within the caller's transaction; the ledger's months must be there. */
  Uni<NightWork> freeze(Tx tx, Creditor creditor, LocalDate night, int shards, Instant now) {
    return nights
        .begin(tx, creditor, night, shards, now)
        .chain(
            begins ->
                begins
                    ? campaigns
                        .keep(tx, creditor, night)
                        .map(plans -> new NightWork(plans, night, now))
                        .call(work -> cut(tx, work, shards))
                    : campaigns
                        .kept(tx, creditor, night)
                        .map(plans -> new NightWork(plans, night, now)));
  }

  /**
   * In a transaction of its own: a new month locks the ledger. Retried, as two runs may both add.
   */
  Uni<Integer> months(Creditor creditor, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return sql.asTenant(creditor.id().value(), tx -> ledger.ensureMonths(tx, today, MONTHS_AHEAD))
        .onFailure()
        .retry()
        .atMost(1);
  }

  private Uni<Void> cut(Tx tx, NightWork work, int shards) {
    Creditor creditor = work.creditor();
    LocalDate night = work.night();
    return Promises.breakOverdue(tx, creditor, night, work.now())
        .chain(() -> nextRungs.advance(tx, creditor, work.now()))
        .chain(() -> segments.cut(tx, creditor, night, cuts(work)))
        .chain(members -> nights.cutShards(tx, creditor, night, shards, members))
        .chain(() -> Approvals.ask(tx, creditor, night, work.now()));
  }

  private static List<CampaignCut> cuts(NightWork work) {
    return work.plans().inForceOn(work.night()).stream()
        .map(plan -> new CampaignCut(plan.campaign().id(), plan.rule(), plan.campaign().priority()))
        .toList();
  }
}
