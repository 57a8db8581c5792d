package io.batuta.suppression;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of a file of statuses or consents.
 *
 * @param unchanged said before, with the same words
 * @param cancelled contacts that were on their way and were taken back
 * @param rejections the first 1,000
 */
public record LinesReport(
    int changed, int unchanged, int rejected, int cancelled, List<LineRejection> rejections) {

  static final LinesReport NONE = new LinesReport(0, 0, 0, 0, List.of());

  private static final int MOST_REJECTIONS = 1_000;

  public LinesReport {
    rejections = rejections.stream().limit(MOST_REJECTIONS).toList();
  }

  static LinesReport of(int changed, int unchanged, int cancelled, List<LineRejection> refused) {
    return new LinesReport(changed, unchanged, refused.size(), cancelled, refused);
  }

  LinesReport plus(LinesReport other) {
    return new LinesReport(
        changed + other.changed,
        unchanged + other.unchanged,
        rejected + other.rejected,
        cancelled + other.cancelled,
        Stream.concat(rejections.stream(), other.rejections.stream()).toList());
  }
}
