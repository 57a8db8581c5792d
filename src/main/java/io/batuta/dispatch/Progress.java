package io.batuta.dispatch;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** How far one dispatch run has come. Used by one step at a time. */
final class Progress {

  private final UUID run;
  private final int limit;
  private final Instant until;
  private Duration patience;
  private DispatchReport report = DispatchReport.NOTHING;

  /**
   * @param until when the last answer has to be recorded
   */
  Progress(UUID run, int limit, Duration patience, Instant until) {
    this.run = run;
    this.limit = limit;
    this.patience = patience;
    this.until = until;
  }

  UUID run() {
    return run;
  }

  Instant until() {
    return until;
  }

  int left() {
    return limit - report.claimed();
  }

  DispatchReport report() {
    return report;
  }

  void add(DispatchReport round) {
    report = report.plus(round);
  }

  void expired(int contacts) {
    add(new DispatchReport(0, 0, 0, 0, 0, 0, contacts, 0));
  }

  /** Waits a little for the rate to allow more; false, at once, when the run has no time left. */
  Uni<Boolean> breathe(Duration breath) {
    if (patience.compareTo(breath) < 0) {
      return Uni.createFrom().item(false);
    }
    patience = patience.minus(breath);
    return Uni.createFrom().item(true).onItem().delayIt().by(breath);
  }
}
