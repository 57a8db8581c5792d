package io.batuta.web.api;

import io.batuta.campaign.Night;
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
 * Nights that this server runs behind its answers. Started twice, a night runs once; were it twice,
 * on two servers, it would still plan once.
 */
@ApplicationScoped
class NightsUnderWay {

  private static final Logger LOG = Logger.getLogger(NightsUnderWay.class);

  private final Night night;
  private final int shards;
  private final Set<Key> running = ConcurrentHashMap.newKeySet();

  private record Key(CreditorId creditor, LocalDate date, boolean dryRun) {}

  NightsUnderWay(Night night, @ConfigProperty(name = "batuta.night.shards") int shards) {
    this.night = night;
    this.shards = shards;
  }

  /** Whether this server works on it at this moment. */
  boolean isRunning(Creditor creditor, LocalDate date, boolean dryRun) {
    return running.contains(new Key(creditor.id(), date, dryRun));
  }

  /** Starts the night, or its trial, unless it runs already. Answers at once. */
  void start(Creditor creditor, LocalDate date, boolean dryRun) {
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
