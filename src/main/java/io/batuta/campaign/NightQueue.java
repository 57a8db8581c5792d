package io.batuta.campaign;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where nights and their shards are ordered, for other functions to work. */
public interface NightQueue {

  /** The queue took not all of what it was given: the work has to be asked for again. */
  final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String why, Throwable cause) {
      super("the queue of the night took no order: " + why, cause);
    }

    public Unreachable(String why) {
      super("the queue of the night took no order: " + why);
    }
  }

  /** Whether there is one. Without, whoever would order does the work itself. */
  boolean isThere();

  /**
   * Completes when every order is kept. An order may arrive twice, which is harmless.
   *
   * <p>Fails with {@link Unreachable}.
   */
  Uni<Void> send(List<NightOrder> orders);
}
