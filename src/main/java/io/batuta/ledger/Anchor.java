package io.batuta.ledger;

import io.smallrye.mutiny.Uni;

/** A place outside of the database where a root, once put, cannot be changed. */
public interface Anchor {

  /** The place could not be reached, or took nothing: to be tried again. */
  final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String why, Throwable cause) {
      super("the root was not anchored: " + why, cause);
    }
  }

  /** Whether there is one. */
  boolean isThere();

  /**
   * Puts a seal away; answers where. What stands there already stays as it is.
   *
   * <p>Fails with {@link Unreachable}.
   *
   * @param creditor its code
   */
  Uni<String> put(String creditor, DaySeal seal);
}
