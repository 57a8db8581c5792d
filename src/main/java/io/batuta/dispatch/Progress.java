package io.batuta.dispatch;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** How far one dispatch run has come, and how far it may go. Safe to share between batches. */
final class Progress {

  private final UUID run;
  private final int limit;
  private final Instant until;
  private Duration patience;
  private int reserved;
  private DispatchReport report = DispatchReport.NOTHING;

  /**
   * @param limit contacts to claim at most
   * @param until when to begin nothing more
   */
  Progress(UUID run, int limit, Instant until, Duration patience) {
    this.run = run;
    this.limit = limit;
    this.until = until;
    this.patience = patience;
  }

  UUID run() {
    return run;
  }

  /** Begin no batch and no call after this. */
  Instant until() {
    return until;
  }

  synchronized int left() {
    return limit - reserved;
  }

  /**
   * Takes a part of what is left of the limit, before a claim.
   *
   * @param sharers providers that want a part too
   * @return 0 when nothing is left
   */
  synchronized int reserve(int wanted, int sharers) {
    int left = limit - reserved;
    int granted = Math.min(wanted, left <= 0 ? 0 : Math.max(1, left / sharers));
    reserved += granted;
    return granted;
  }

  /** Of what was reserved, this much was not claimed. */
  synchronized void giveBack(int contacts) {
    reserved -= contacts;
  }

  synchronized DispatchReport report() {
    return report;
  }

  synchronized void add(DispatchReport batch) {
    report = report.plus(batch);
  }

  void expired(int contacts) {
    add(new DispatchReport(0, 0, 0, 0, 0, 0, contacts, 0));
  }

  /** Waits a little for the rate to allow more; false, at once, when the run has no time left. */
  synchronized Uni<Boolean> breathe(Duration breath, Instant now) {
    if (patience.compareTo(breath) < 0 || !now.plus(breath).isBefore(until)) {
      return Uni.createFrom().item(false);
    }
    patience = patience.minus(breath);
    return Uni.createFrom().item(true).onItem().delayIt().by(breath);
  }
}
