package io.batuta.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Sets the first third of many days against the last, by their medians.
 *
 * @param dead rows that a vacuum left once the open transaction had ended
 * @param months of the ledger that are attached at the end
 */
record SoakTable(List<SoakDay> days, long dead, long months, double mostSlope) {

  /** Of all rows. */
  private static final double MOST_DEAD = 0.01;

  SoakTable {
    days = List.copyOf(days);
  }

  List<Measured> lines(int minutes) {
    SoakDay last = days.getLast();
    return List.of(
        Measured.alone(
            "lasting load, days played",
            Measured.format("%d in %d minutes", days.size(), minutes),
            "",
            null),
        slope("… plan a member, µs", SoakDay::planMicros, "µs"),
        slope("… send a contact, µs", SoakDay::sendMicros, "µs"),
        slope("… callbacks, p99", SoakDay::reportMillis, "ms"),
        slope("… heap alive", SoakDay::heapMib, "MiB"),
        Measured.alone(
            "… dead rows while the transaction is open",
            Measured.format("%,d of %,d", last.dead(), last.live()),
            "",
            null),
        Measured.alone(
            "… dead rows once it has ended, after a vacuum",
            Measured.format("%,d", dead),
            "1 in 100",
            dead <= last.live() * MOST_DEAD),
        Measured.alone("… months of the ledger attached", Long.toString(months), "", null));
  }

  /** Days on which there was nothing to measure, as Sundays are, do not count. */
  private Measured slope(String work, ToDoubleFunction<SoakDay> figure, String unit) {
    double[] all = days.stream().mapToDouble(figure).filter(value -> value > 0).toArray();
    int third = Math.max(1, all.length / 3);
    if (all.length < 3) {
      return Measured.alone(work, "too few days to say", "", null);
    }
    double first = median(all, 0, third);
    double last = median(all, all.length - third, all.length);
    return Measured.share(
        work,
        Measured.format("last third %.1f %s", last, unit),
        "first third",
        Measured.format("%.1f %s", first, unit),
        last / first,
        mostSlope);
  }

  private static double median(double[] values, int from, int to) {
    double[] part = java.util.Arrays.copyOfRange(values, from, to);
    java.util.Arrays.sort(part);
    return part[part.length / 2];
  }
}
