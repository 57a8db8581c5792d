package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.campaign.Night;
import io.batuta.campaign.NightReport;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code nightly}: plans tonight for one creditor or for all. One that runs out of time is simply
 * called again, and goes on.
 */
@Named("nightly")
public class NightlyFunction
    implements RequestHandler<NightlyFunction.Event, NightlyFunction.Answer> {

  /** Kept back from Lambda's time, to end in words and not by being killed. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private static final Logger LOG = Logger.getLogger(NightlyFunction.class);

  private final Clock clock;
  private final CreditorStore creditors;
  private final Night night;

  /**
   * @param creditor its code; null: every creditor
   * @param date the business date; null: today in the creditor's zone
   * @param shard the one to plan, from 0; null: all of them
   * @param shards into how many the night is cut; null: 1
   */
  public record Event(
      @Nullable String creditor,
      @Nullable String date,
      @Nullable Integer shard,
      @Nullable Integer shards) {}

  /** Counts over the nights touched; {@code unfinished} are left to other shards or a next call. */
  public record Answer(int nights, int unfinished, long members, long planned, long withheld) {}

  NightlyFunction(Clock clock, CreditorStore creditors, Night night) {
    this.clock = clock;
    this.creditors = creditors;
    this.night = night;
  }

  /**
   * @throws IllegalArgumentException if no creditor has this code
   * @throws java.time.DateTimeException if the date cannot be read
   */
  @Override
  public Answer handleRequest(Event event, Context context) {
    Instant now = clock.instant();
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    return chosen(event)
        .toMulti()
        .onItem()
        .<Creditor>disjoint()
        .onItem()
        .transformToUniAndConcatenate(creditor -> planned(creditor, event, now))
        .collect()
        .asList()
        .map(NightlyFunction::answer)
        .await()
        .atMost(left);
  }

  /** One creditor's trouble ends no other's night; the call fails at its end, and is made again. */
  private Uni<Optional<NightReport>> planned(Creditor creditor, Event event, Instant now) {
    return plan(creditor, event, now)
        .map(Optional::of)
        .onFailure()
        .invoke(e -> LOG.errorf(e, "the night of creditor %d stopped", creditor.id().value()))
        .onFailure()
        .recoverWithItem(Optional.empty());
  }

  private Uni<List<Creditor>> chosen(Event event) {
    String code = event.creditor();
    return code == null
        ? creditors.all()
        : creditors
            .byCode(code)
            .map(
                found ->
                    List.of(
                        found.orElseThrow(
                            () -> new IllegalArgumentException("no creditor is called " + code))));
  }

  private Uni<NightReport> plan(Creditor creditor, Event event, Instant now) {
    LocalDate date =
        event.date() == null
            ? LocalDate.ofInstant(now, creditor.timeZone())
            : LocalDate.parse(event.date());
    int shards = event.shards() == null ? 1 : event.shards();
    return event.shard() == null
        ? night.run(creditor, date, shards)
        : night.runShard(creditor, date, event.shard(), shards);
  }

  private static Answer answer(List<Optional<NightReport>> nights) {
    List<NightReport> reports = nights.stream().flatMap(Optional::stream).toList();
    if (reports.size() < nights.size()) {
      throw new IllegalStateException(
          (nights.size() - reports.size()) + " of " + nights.size() + " nights stopped");
    }
    return new Answer(
        reports.size(),
        (int) reports.stream().filter(NightReport::isUnfinished).count(),
        reports.stream().mapToLong(NightReport::members).sum(),
        reports.stream().mapToLong(NightReport::planned).sum(),
        reports.stream().mapToLong(report -> report.judged() - report.planned()).sum());
  }
}
