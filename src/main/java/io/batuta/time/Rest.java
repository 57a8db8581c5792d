package io.batuta.time;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long something was left alone, by the machine's own clocks, whatever a {@link SimulatedClock}
 * says. AWS freezes a function between two calls, and what a clock counts meanwhile is nowhere
 * promised: of the wall clock and the one that only counts up, the one that saw more is believed.
 */
public final class Rest {

  private final Clock wall;
  private final LongSupplier nanos;
  private long wallMillis;
  private long countedNanos;

  /** Begins to count now. */
  public Rest() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  /** For tests: by clocks that they move. */
  public Rest(Clock wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.wallMillis = wall.millis();
    this.countedNanos = nanos.getAsLong();
  }

  /** Since this was asked last, or begun. Never negative: a wall clock that was set back is not. */
  public synchronized Duration sinceLastAsked() {
    long wallNow = wall.millis();
    long countedNow = nanos.getAsLong();
    Duration byWall = Duration.ofMillis(Math.max(0, wallNow - wallMillis));
    Duration counted = Duration.ofNanos(Math.max(0, countedNow - countedNanos));
    wallMillis = wallNow;
    countedNanos = countedNow;
    return byWall.compareTo(counted) > 0 ? byWall : counted;
  }
}
