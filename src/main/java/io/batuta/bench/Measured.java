package io.batuta.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: the product's side, the other side, and how they compare.
 *
 * @param work what was done, with its size
 * @param ours the product's figure, with its unit
 * @param against the other side's name; empty where there is none
 * @param theirs the other side's figure, with its unit
 * @param ratio how many times as fast, or as much, as the other side; null: {@code ours} speaks
 * @param wanted what the product is asked to reach, in words
 * @param reached whether it did; null where nothing is asked
 */
record Measured(
    String work,
    String ours,
    String against,
    String theirs,
    @Nullable Double ratio,
    String wanted,
    @Nullable Boolean reached) {

  /** Two durations of the same work: the ratio is that of speeds, above 1 where ours is faster. */
  static Measured speeds(
      String work, long rows, double ours, String against, double theirs, double atLeast) {
    double ratio = theirs / ours;
    return new Measured(
        work,
        pace(rows, ours),
        against,
        pace(rows, theirs),
        ratio,
        format("at least %.2f", atLeast),
        ratio >= atLeast);
  }

  /** A figure and the other side's, such that less is better: memory, or a second run's time. */
  static Measured share(
      String work, String ours, String against, String theirs, double share, double atMost) {
    return new Measured(
        work, ours, against, theirs, share, format("at most %.2f", atMost), share <= atMost);
  }

  /** A count or a pace that stands for itself. */
  static Measured alone(String work, String ours, String wanted, @Nullable Boolean reached) {
    return new Measured(work, ours, "", "", null, wanted, reached);
  }

  /** {@code 12.3 s (81,300/s)}. */
  static String pace(long rows, double seconds) {
    return format("%.2f s (%,.0f/s)", seconds, rows / seconds);
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** As one line of a terminal. */
  String line() {
    String sides = against.isEmpty() ? ours : ours + "  |  " + against + " " + theirs;
    String compared = ratio == null ? "" : format("  |  ratio %.2f", ratio);
    String verdict = reached == null ? "" : reached ? "  ✓" : "  ✗";
    String asked = wanted.isEmpty() ? "" : " (" + wanted + ")";
    return format("%-46s %s%s%s%s", work, sides, compared, asked, verdict);
  }
}
