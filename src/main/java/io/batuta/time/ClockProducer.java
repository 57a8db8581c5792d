package io.batuta.time;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one place that knows the wall clock. With {@code batuta.clock.starts-at} (an instant) the
 * clock is a {@link SimulatedClock} that starts there and moves only when the local run moves it.
 */
@Singleton
final class ClockProducer {

  private final Optional<Instant> startsAt;

  ClockProducer(@ConfigProperty(name = "batuta.clock.starts-at") Optional<Instant> startsAt) {
    this.startsAt = startsAt;
  }

  @Produces
  @Singleton
  Clock clock() {
    return startsAt.<Clock>map(SimulatedClock::new).orElseGet(Clock::systemUTC);
  }
}
