package io.batuta.campaign;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Walks one shard, page by page: while a page is written, the next is read and judged. One page
 * ahead and no more, because a failed page behind a committed one would leave a gap.
 */
final class ShardWalk {

  private final Vertx vertx;
  private final PageStore pages;
  private final Desk desk;
  private final NightWork work;
  private final Judge judge;
  private final Shard shard;
  private final BooleanSupplier timeIsOver;
  private PlanPage ahead;

  /**
   * @param timeIsOver asked before each page is read; once true, the walk ends behind the last page
   */
  ShardWalk(
      Vertx vertx,
      PageStore pages,
      Desk desk,
      NightWork work,
      Judge judge,
      Shard shard,
      BooleanSupplier timeIsOver) {
    this.vertx = vertx;
    this.pages = pages;
    this.desk = desk;
    this.work = work;
    this.judge = judge;
    this.shard = shard;
    this.timeIsOver = timeIsOver;
    this.ahead = new PlanPage(shard.doneTo(), shard.doneTo(), shard.tally(), List.of(), List.of());
  }

  /**
   * Walks from the checkpoint to the end, or until another run takes over or time is over; answers
   * the counts.
   */
  Uni<Tally> walk() {
    return judged(ahead)
        .invoke(first -> ahead = first)
        .chain(
            () ->
                Multi.createBy()
                    .repeating()
                    .uni(this::step)
                    .whilst(Boolean::booleanValue)
                    .collect()
                    .last())
        .map(over -> ahead.tally());
  }

  /**
   * Writes the page ahead, reads and judges the one after it; false when there is no more to do.
   */
  private Uni<Boolean> step() {
    PlanPage page = ahead;
    if (page.last() >= shard.to() || timeIsOver.getAsBoolean()) {
      return keep(page).replaceWith(false);
    }
    return Uni.combine()
        .all()
        .unis(keep(page), judged(page))
        .collectFailures()
        .with(
            (kept, next) -> {
              ahead = next;
              return kept;
            });
  }

  private Uni<Boolean> keep(PlanPage page) {
    return desk.keeps()
        ? desk.in(tx -> pages.write(tx, work, shard, page))
        : Uni.createFrom().item(true);
  }

  /** Judging is plain work of the processor: it is done on a worker, off the event loop. */
  private Uni<PlanPage> judged(PlanPage before) {
    return desk.in(tx -> pages.read(tx, work, before.last(), shard))
        .chain(members -> vertx.executeBlocking(() -> judged(before, members), false));
  }

  private PlanPage judged(PlanPage before, List<Candidate> members) {
    List<PlannedContact> planned = new ArrayList<>(members.size());
    List<WithheldContact> withheld = new ArrayList<>(members.size());
    Count count = new Count();
    Turn turn = Turn.atNight(work.night());
    for (Candidate candidate : members) {
      Member member = candidate.member();
      String campaign = work.campaignName(member.campaign());
      if (candidate.before() != null) {
        count.add(member, campaign, candidate.before());
        judge.standing(member, turn, candidate.before());
        continue;
      }
      Judgement judgement = judge.judge(member, turn);
      count.add(member, campaign, judgement);
      switch (judgement) {
        case PlannedContact contact -> planned.add(contact);
        case WithheldContact contact -> withheld.add(contact);
      }
    }
    long last = members.isEmpty() ? shard.to() : members.getLast().member().debtor().value();
    return new PlanPage(before.last(), last, before.tally().plus(count.tally()), planned, withheld);
  }
}
