package io.batuta.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until somebody advances it. For the local run and for tests. */
public final class SimulatedClock extends Clock {

  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  public SimulatedClock(Instant start) {
    this(new AtomicReference<>(start), ZoneOffset.UTC);
  }

  private SimulatedClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /**
   * Moves to {@code instant}.
   *
   * @throws IllegalArgumentException if that lies in the past: time does not run backward
   */
  public void advanceTo(Instant instant) {
    now.updateAndGet(
        before -> {
          if (instant.isBefore(before)) {
            throw new IllegalArgumentException("time runs forward: " + before + " to " + instant);
          }
          return instant;
        });
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new SimulatedClock(now, other);
  }

  @Override
  public Instant instant() {
    return now.get();
  }
}
