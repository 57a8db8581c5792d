package io.batuta.campaign;

import io.batuta.portfolio.Creditor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Parts a night among functions: one cuts it, each shard is ordered, and a shard that does not fit
 * into its function's time is ordered again. Without a queue all of it happens here.
 */
@ApplicationScoped
public class NightOrders {

  private final Clock clock;
  private final Night night;
  private final NightQueue queue;

  /** What is left to plan, with nobody to hand it on to; asked again, it goes on. */
  public static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTime(LocalDate date) {
      super(
          "out of time: the night of " + date + " is not wholly planned; asked again, it goes on");
    }
  }

  public NightOrders(Clock clock, Night night, NightQueue queue) {
    this.clock = clock;
    this.night = night;
    this.queue = queue;
  }

  /**
   * Cuts the night and orders its shards, or plans them here where there is no queue.
   *
   * <p>Fails with {@link OutOfTime} or {@link NightQueue.Unreachable}; asked again, it goes on.
   *
   * @param until when planning has to stop
   */
  public Uni<NightReport> open(Creditor creditor, LocalDate date, int shards, Instant until) {
    if (!queue.isThere()) {
      return night.run(creditor, date, shards, until).invoke(report -> requireEnd(report, until));
    }
    return night
        .cut(creditor, date, shards)
        .chain(open -> queue.send(orders(creditor, date, open, shards)))
        .chain(() -> night.report(creditor, date, false))
        .map(Optional::orElseThrow);
  }

  /**
   * Plans a shard until {@code until} and orders the rest of it, if there is any.
   *
   * <p>Fails like {@link #open}; also with {@link IllegalArgumentException} when there is no such
   * shard.
   */
  public Uni<NightReport> plan(
      Creditor creditor, LocalDate date, int shard, int shards, Instant until) {
    return night
        .runShard(creditor, date, shard, shards, until)
        .call(
            report ->
                report.isUnfinished() && isOver(until)
                    ? handOn(creditor, date, shard, shards)
                    : Uni.createFrom().voidItem());
  }

  /**
   * Orders a whole night, or its trial, to be worked elsewhere.
   *
   * @return false, and nothing done, where there is no queue
   */
  public Uni<Boolean> order(Creditor creditor, LocalDate date, int shards, boolean dryRun) {
    NightOrder order = new NightOrder(creditor.code(), date, null, shards, dryRun);
    return queue.isThere()
        ? night
            .announce(creditor, date, shards, dryRun)
            .chain(() -> queue.send(List.of(order)))
            .replaceWith(true)
        : Uni.createFrom().item(false);
  }

  private Uni<Void> handOn(Creditor creditor, LocalDate date, int shard, int shards) {
    return night
        .openShards(creditor, date)
        .chain(
            open -> {
              if (!open.contains(shard)) {
                return Uni.createFrom().voidItem();
              }
              return queue.isThere()
                  ? queue.send(orders(creditor, date, List.of(shard), shards))
                  : Uni.createFrom().failure(new OutOfTime(date));
            });
  }

  private void requireEnd(NightReport report, Instant until) {
    if (report.isUnfinished() && isOver(until)) {
      throw new OutOfTime(report.date());
    }
  }

  private boolean isOver(Instant until) {
    return !clock.instant().isBefore(until);
  }

  private static List<NightOrder> orders(
      Creditor creditor, LocalDate date, List<Integer> open, int shards) {
    return open.stream()
        .map(shard -> new NightOrder(creditor.code(), date, shard, shards, false))
        .toList();
  }
}
