package io.batuta.web.api;

import io.batuta.campaign.Night;
import io.batuta.campaign.NightOrders;
import io.batuta.campaign.NightQueue;
import io.batuta.campaign.NightReport;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Nights that were asked for: ordered where there is a queue (a function stands still once it has
 * answered), else run by this server behind its answers. Started twice, a night runs once; were it
 * twice, on two servers, it would still plan once.
 */
@ApplicationScoped
class NightsUnderWay {

  private static final Logger LOG = Logger.getLogger(NightsUnderWay.class);

  private final Night night;
  private final NightOrders orders;
  private final int shards;
  private final Set<Key> running = ConcurrentHashMap.newKeySet();

  private record Key(CreditorId creditor, LocalDate date, boolean dryRun) {}

  NightsUnderWay(
      Night night, NightOrders orders, @ConfigProperty(name = "batuta.night.shards") int shards) {
    this.night = night;
    this.orders = orders;
    this.shards = shards;
  }

  /** Whether this server works on it at this moment. */
  boolean isRunning(Creditor creditor, LocalDate date, boolean dryRun) {
    return running.contains(new Key(creditor.id(), date, dryRun));
  }

  /**
   * Starts the night, or its trial, unless it runs already. Answers at once, or when the order for
   * it is kept.
   */
  Uni<Void> start(Creditor creditor, LocalDate date, boolean dryRun) {
    return orders
        .order(creditor, date, shards, dryRun)
        .onFailure(NightQueue.Unreachable.class)
        .transform(
            e -> {
              LOG.errorf(e, "night %s of creditor %d is not ordered", date, creditor.id().value());
              return Problem.of(
                  503, "unavailable", "The queue of the night cannot be reached", "Try again.");
            })
        .invoke(
            ordered -> {
              if (!ordered) {
                runHere(creditor, date, dryRun);
              }
            })
        .replaceWithVoid();
  }

  private void runHere(Creditor creditor, LocalDate date, boolean dryRun) {
    Key key = new Key(creditor.id(), date, dryRun);
    if (!running.add(key)) {
      return;
    }
    Uni<NightReport> work =
        dryRun ? night.tryOut(creditor, date) : night.run(creditor, date, shards);
    work.onTermination()
        .invoke(() -> running.remove(key))
        .subscribe()
        .with(
            report -> LOG.debugf("night %s of creditor %d ended", date, creditor.id().value()),
            failure ->
                LOG.errorf(
                    failure,
                    "night %s of creditor %d stopped; asked again, it goes on",
                    date,
                    creditor.id().value()));
  }
}
