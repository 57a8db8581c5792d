package io.batuta.function;

import io.batuta.campaign.Night;
import io.batuta.campaign.NightOrders;
import io.batuta.campaign.NightReport;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.telemetry.LogIds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Works what {@code nightly} is asked for, creditor by creditor. */
@ApplicationScoped
class NightCalls {

  /** So late in a creditor's day its night is that of the next: one schedule serves many zones. */
  private static final Duration EVE = Duration.ofHours(4);

  private static final int DAYS_BACK = 1;
  private static final int DAYS_AHEAD = 31;

  private static final Logger LOG = Logger.getLogger(NightCalls.class);

  private final Clock clock;
  private final CreditorStore creditors;
  private final Night night;
  private final NightOrders orders;
  private final int shards;

  NightCalls(
      Clock clock,
      CreditorStore creditors,
      Night night,
      NightOrders orders,
      @ConfigProperty(name = "batuta.night.shards") int shards) {
    this.clock = clock;
    this.creditors = creditors;
    this.night = night;
    this.orders = orders;
    this.shards = shards;
  }

  /**
   * One creditor's trouble ends no other's night; the call fails at its end, and is made again.
   *
   * <p>Fails with {@link IllegalArgumentException} when there is no such creditor, date or shard.
   *
   * @param until when planning has to stop
   */
  Uni<NightAnswer> work(NightEvent event, Instant until) {
    List<NightReport> reports = new ArrayList<>();
    List<Throwable> stopped = new ArrayList<>();
    return chosen(event)
        .chain(
            chosen ->
                Multi.createFrom()
                    .iterable(chosen)
                    .onItem()
                    .transformToUniAndConcatenate(
                        creditor -> spared(creditor, event, until, reports, stopped))
                    .collect()
                    .asList())
        .map(
            all -> {
              if (!stopped.isEmpty()) {
                throw failure(stopped, reports.size() + stopped.size());
              }
              return NightAnswer.of(reports);
            });
  }

  private Uni<List<Creditor>> chosen(NightEvent event) {
    String code = event.creditor();
    return code == null
        ? creditors.all()
        : creditors
            .byCode(code)
            .map(
                found ->
                    List.of(
                        found.orElseThrow(
                            () ->
                                new IllegalArgumentException("creditor: none is called " + code))));
  }

  private Uni<Boolean> spared(
      Creditor creditor,
      NightEvent event,
      Instant until,
      List<NightReport> reports,
      List<Throwable> stopped) {
    return Uni.createFrom()
        .deferred(() -> one(creditor, event, until))
        .invoke(reports::add)
        .replaceWith(true)
        .onFailure()
        .invoke(
            e -> {
              LOG.errorf(e, "the night of creditor %d stopped", creditor.id().value());
              stopped.add(e);
            })
        .onFailure()
        .recoverWithItem(false);
  }

  private Uni<NightReport> one(Creditor creditor, NightEvent event, Instant until) {
    LogIds.creditor(creditor.id().value());
    LocalDate date = date(creditor, event);
    int parts = event.shards() == null ? shards : event.shards();
    if (event.dryRun()) {
      return night.tryOut(creditor, date);
    }
    return event.shard() == null
        ? orders.open(creditor, date, parts, until)
        : orders.plan(creditor, date, event.shard(), parts, until);
  }

  /** A night writes facts that nobody can take back: a mistyped year must not. */
  private LocalDate date(Creditor creditor, NightEvent event) {
    Instant now = clock.instant();
    LocalDate given = event.date();
    if (given == null) {
      return LocalDate.ofInstant(now.plus(EVE), creditor.timeZone());
    }
    LocalDate today = LocalDate.ofInstant(now, creditor.timeZone());
    if (given.isBefore(today.minusDays(DAYS_BACK)) || given.isAfter(today.plusDays(DAYS_AHEAD))) {
      throw new IllegalArgumentException(
          "date: %s is over, or more than %d days ahead".formatted(given, DAYS_AHEAD));
    }
    return given;
  }

  private static RuntimeException failure(List<Throwable> stopped, int nights) {
    if (nights == 1 && stopped.getFirst() instanceof RuntimeException only) {
      return only;
    }
    IllegalStateException all =
        new IllegalStateException(
            "%d of %d nights stopped, the first by: %s"
                .formatted(stopped.size(), nights, stopped.getFirst().getMessage()));
    stopped.forEach(all::addSuppressed);
    return all;
  }
}
