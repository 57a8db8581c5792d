package io.batuta.campaign;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.batuta.telemetry.Figure;
import io.batuta.telemetry.Figures;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The plan of one business date of one creditor. The members are cut once and frozen; each shard is
 * planned from its checkpoint on. So a night that is run twice plans nothing twice, one that died
 * goes on, and two at once share the work.
 */
@ApplicationScoped
public class Night {

  private static final Logger LOG = Logger.getLogger(Night.class);

  /** Shards worked at once by one process; more functions work more. */
  private static final int SHARDS_AT_ONCE = 4;

  private final Clock clock;
  private final Sql sql;
  private final NightCut cut;
  private final Planner planner;
  private final NightStore nights;
  private final Figures figures;

  Night(Clock clock, Sql sql, NightCut cut, Planner planner, NightStore nights, Figures figures) {
    this.clock = clock;
    this.sql = sql;
    this.cut = cut;
    this.planner = planner;
    this.nights = nights;
    this.figures = figures;
  }

  /**
   * Plans the whole night.
   *
   * @param shards into how many parts it is cut, 1 to 1000; a night that is cut keeps its own
   *     number
   */
  public Uni<NightReport> run(Creditor creditor, LocalDate date, int shards) {
    return run(creditor, date, shards, Instant.MAX);
  }

  /**
   * The same as far as the time goes: it stops between two pages once {@code until} is there, and
   * the report is unfinished. Run again, it goes on.
   */
  @WithSpan("night")
  public Uni<NightReport> run(Creditor creditor, LocalDate date, int shards, Instant until) {
    Instant now = clock.instant();
    return cut.freeze(creditor, date, shards, now)
        .chain(work -> allShards(work, timeIsOver(until)).chain(parts -> finished(work)))
        .invoke(report -> log(creditor, report));
  }

  /**
   * Plans one shard of it, counted from 0, until {@code until}: one function's work. Any of them
   * may come first.
   *
   * <p>Fails with {@link IllegalArgumentException} when the night was cut into fewer shards.
   */
  @WithSpan("night shard")
  public Uni<NightReport> runShard(
      Creditor creditor, LocalDate date, int shard, int shards, Instant until) {
    Instant now = clock.instant();
    return cut.freeze(creditor, date, shards, now)
        .call(work -> requireShard(work, shard))
        .chain(
            work ->
                planner
                    .plan(work, shard, standing(creditor), timeIsOver(until))
                    .chain(part -> finished(work)))
        .invoke(report -> log(creditor, report));
  }

  /**
   * Cuts the night and plans nothing yet.
   *
   * @return the numbers of its shards that are not planned; none when the night has nobody left
   */
  public Uni<List<Integer>> cut(Creditor creditor, LocalDate date, int shards) {
    return cut.freeze(creditor, date, shards, clock.instant())
        .call(this::finished)
        .chain(work -> openShards(creditor, date));
  }

  /** The numbers of the shards that are not wholly planned, of a night that is cut. */
  public Uni<List<Integer>> openShards(Creditor creditor, LocalDate date) {
    return sql.asTenant(creditor.id().value(), tx -> nights.shards(tx, creditor, date, null))
        .map(all -> all.stream().filter(shard -> !shard.done()).map(Shard::number).toList());
  }

  /** Notes that a night, or its trial, was asked for, so that whoever looks for it finds it. */
  Uni<Void> announce(Creditor creditor, LocalDate date, int shards, boolean dryRun) {
    Instant now = clock.instant();
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            dryRun
                ? nights.trialBegins(tx, creditor, date, now)
                : nights.announce(tx, creditor, date, shards, now));
  }

  /**
   * Says what {@link #run} would do on the present state, with one shard, and does nothing: all of
   * it happens in one transaction that is rolled back. The answer is kept until the next trial.
   */
  public Uni<NightReport> tryOut(Creditor creditor, LocalDate date) {
    Instant now = clock.instant();
    int tenant = creditor.id().value();
    return sql.asTenant(tenant, tx -> nights.trialBegins(tx, creditor, date, now))
        .chain(() -> cut.months(creditor, now))
        .chain(() -> sql.asTenant(tenant, tx -> tried(tx, creditor, date, now)))
        .onFailure()
        .call(() -> sql.asTenant(tenant, tx -> nights.trialFailed(tx, creditor, date, now)))
        .chain(() -> report(creditor, date, true))
        .map(Optional::orElseThrow);
  }

  /** How far the night, or its last trial, has come; empty when there was none. */
  public Uni<Optional<NightReport>> report(Creditor creditor, LocalDate date, boolean dryRun) {
    return sql.asTenant(
        creditor.id().value(),
        tx -> dryRun ? nights.trial(tx, creditor, date) : nights.report(tx, creditor, date));
  }

  private Uni<List<Tally>> allShards(NightWork work, BooleanSupplier timeIsOver) {
    Desk desk = standing(work.creditor());
    return desk.in(tx -> nights.shards(tx, work.creditor(), work.night(), null))
        .toMulti()
        .onItem()
        .<Shard>disjoint()
        .onItem()
        .transformToUni(shard -> planner.plan(work, shard.number(), desk, timeIsOver))
        .merge(SHARDS_AT_ONCE)
        .collect()
        .asList();
  }

  private Uni<NightReport> finished(NightWork work) {
    return sql.asTenant(
        work.creditor().id().value(),
        tx ->
            nights
                .finish(tx, work.creditor(), work.night(), work.now())
                .call(ended -> Approvals.settle(tx, work, ended.isPresent()))
                .chain(
                    ended ->
                        nights
                            .report(tx, work.creditor(), work.night())
                            .map(Optional::orElseThrow)
                            .invoke(
                                report -> ended.ifPresent(began -> tell(work, report, began)))));
  }

  /** Once a night, by whoever ended it; its time is the whole night's, over all calls. */
  private void tell(NightWork work, NightReport report, Instant began) {
    figures.tell(
        work.creditor().id().value(),
        Map.of(
            Figure.JUDGED,
            report.judged(),
            Figure.PLANNED,
            report.planned(),
            Figure.WITHHELD,
            report.judged() - report.planned(),
            Figure.NIGHT_TIME,
            Duration.between(began, clock.instant()).toMillis()));
  }

  private Uni<Void> tried(Tx tx, Creditor creditor, LocalDate date, Instant now) {
    Desk desk = new Desk.Trial(tx);
    return tx.run("SAVEPOINT trial", Tuple.tuple())
        .chain(() -> cut.freeze(tx, creditor, date, 1, now))
        .chain(
            work ->
                nights
                    .shards(tx, creditor, date, null)
                    .chain(shards -> oneByOne(work, shards, desk)))
        .chain(tally -> tx.run("ROLLBACK TO SAVEPOINT trial", Tuple.tuple()).replaceWith(tally))
        .chain(tally -> nights.trialDone(tx, creditor, date, tally, now));
  }

  private Uni<Tally> oneByOne(NightWork work, List<Shard> shards, Desk desk) {
    return Multi.createFrom()
        .iterable(shards)
        .onItem()
        .transformToUniAndConcatenate(
            shard -> planner.plan(work, shard.number(), desk, timeIsOver(Instant.MAX)))
        .collect()
        .with(Collectors.reducing(Tally.NONE, Tally::plus));
  }

  private Uni<Void> requireShard(NightWork work, int shard) {
    return sql.asTenant(
            work.creditor().id().value(), tx -> nights.cutInto(tx, work.creditor(), work.night()))
        .invoke(
            shards -> {
              if (shard >= shards) {
                throw new IllegalArgumentException(
                    "shard: the night of %s was cut into %d, counted from 0; there is no %d"
                        .formatted(work.night(), shards, shard));
              }
            })
        .replaceWithVoid();
  }

  private BooleanSupplier timeIsOver(Instant until) {
    return () -> !clock.instant().isBefore(until);
  }

  private Desk standing(Creditor creditor) {
    return new Desk.Standing(sql, creditor.id().value());
  }

  private static void log(Creditor creditor, NightReport report) {
    LOG.infof(
        "night %s of creditor %d: %s, %d members, %d planned, withheld %s",
        report.date(),
        creditor.id().value(),
        report.state().tag(),
        report.members(),
        report.planned(),
        report.withheld());
  }
}
