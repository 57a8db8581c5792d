package io.batuta.dispatch;

import io.smallrye.mutiny.Uni;

/** Keeps one number outside the database, where a restore of the database does not reach it. */
interface Memory {

  /** Whether there is such a place. Without one a restored database cannot be told from another. */
  boolean exists();

  /** The greatest number that was kept; 0 when there was none. Fails when the place cannot tell. */
  Uni<Long> recall();

  /**
   * Keeps this number where it is the greatest. Done once it would outlive this machine's power.
   */
  Uni<Void> keep(long number);
}
