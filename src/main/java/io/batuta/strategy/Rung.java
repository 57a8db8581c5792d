package io.batuta.strategy;

import io.batuta.portfolio.Channel;
import java.time.Duration;
import java.time.LocalTime;

/**
 * One step of a ladder.
 *
 * @param waits how long to wait for an answer, from the sending on; above zero, at most 30 days
 * @param condition when it is climbed at all
 * @param from not before this hour, in the debtor's zone
 * @param spread members are spread evenly over this long from {@code from} on; ends before midnight
 */
public record Rung(
    Channel channel, Duration waits, RungCondition condition, LocalTime from, Duration spread) {

  static final Duration LONGEST_WAIT = Duration.ofDays(30);

  public Rung {
    if (!isWait(waits)) {
      throw new IllegalArgumentException("a rung waits up to 30 days, not " + waits);
    }
    if (!isSpread(from, spread)) {
      throw new IllegalArgumentException("a rung's spread ends by midnight, not " + spread);
    }
  }

  static boolean isWait(Duration wait) {
    return wait.isPositive() && wait.compareTo(LONGEST_WAIT) <= 0;
  }

  static boolean isSpread(LocalTime from, Duration spread) {
    Duration left = Duration.ofDays(1).minusNanos(from.toNanoOfDay());
    return !spread.isNegative() && spread.compareTo(left) < 0;
  }
}
