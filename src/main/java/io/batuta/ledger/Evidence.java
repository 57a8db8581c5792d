package io.batuta.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Seals the days that are over and puts their roots away, as a schedule asks for it. */
@ApplicationScoped
public class Evidence {

  private static final Logger LOG = Logger.getLogger(Evidence.class);

  private final Sealing sealing;
  private final Anchoring anchoring;

  public Evidence(Sealing sealing, Anchoring anchoring) {
    this.sealing = sealing;
    this.anchoring = anchoring;
  }

  /**
   * Answers how many creditors' days were sealed. Trouble stops nothing else: it is told, and the
   * next call tries again.
   */
  public Uni<Integer> secure() {
    return sealing
        .seal()
        .call(anchoring::anchor)
        .onFailure()
        .invoke(e -> LOG.error("days that are over are not all sealed and put away", e))
        .onFailure()
        .recoverWithItem(0);
  }
}
