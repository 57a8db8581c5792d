package io.batuta.faults;

import java.time.Duration;
import java.time.Instant;

/** The simulated time of all: goes on with the machine's own, and leaps where it is told to. */
final class Time {

  private Instant from;
  private long fromNanos = System.nanoTime();

  Time(Instant starts) {
    this.from = starts;
  }

  synchronized Instant now() {
    return from.plus(Duration.ofNanos(System.nanoTime() - fromNanos));
  }

  /** Leaps to this instant; one that is over already changes nothing. */
  synchronized void leapTo(Instant instant) {
    if (instant.isAfter(now())) {
      stepTo(instant);
    }
  }

  /** The same, backward too. */
  synchronized void stepTo(Instant instant) {
    from = instant;
    fromNanos = System.nanoTime();
  }
}
