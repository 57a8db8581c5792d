package io.batuta.dispatch;

import java.time.Duration;

/**
 * How many contacts of one provider to mark SENDING at a time, by how fast it takes them: what is
 * marked should be called within about a second, since a run that dies leaves it uncertain.
 */
final class Pace {

  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofSeconds(1);

  private final int least;
  private final int most;
  private int next;

  /**
   * @param least calls under way at a time: fewer would leave some of them idle
   * @param most contacts in a batch, however fast the provider is
   */
  Pace(int least, int most) {
    this.least = Math.min(least, most);
    this.most = most;
    this.next = this.least;
  }

  /** Contacts to take now. */
  synchronized int next() {
    return next;
  }

  /** A batch of this many was sent in that time. One that was not full says nothing of more. */
  synchronized void took(int contacts, Duration time) {
    if (time.compareTo(LONG) > 0) {
      next = Math.max(least, next / 2);
    } else if (time.compareTo(SHORT) < 0 && contacts >= next) {
      next = Math.min(most, next * 2);
    }
  }
}
