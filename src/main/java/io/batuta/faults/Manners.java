package io.batuta.faults;

import io.batuta.faults.Carrier.Manner;
import java.time.Duration;
import java.util.UUID;

/** How the provider is, today. */
final class Manners {

  private static final int ONE_IN = 60;

  private Manners() {}

  /** Everything that a provider can do, by the seed. */
  static Manner wild(long seed) {
    return new Manner() {
      @Override
      public Conduct of(UUID contact, int request) {
        return Conduct.of(seed, contact, request);
      }

      @Override
      public int unreadOneIn() {
        return ONE_IN;
      }
    };
  }

  /** Takes everything at once. */
  static Manner good() {
    return (contact, request) -> Conduct.AT_ONCE;
  }

  /** Takes everything, and each answer takes so long. */
  static Manner slow(Duration each) {
    return new Manner() {
      @Override
      public Conduct of(UUID contact, int request) {
        return Conduct.SLOWLY;
      }

      @Override
      public Duration slow(UUID contact) {
        return each;
      }
    };
  }
}
