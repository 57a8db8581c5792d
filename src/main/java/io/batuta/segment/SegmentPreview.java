package io.batuta.segment;

import io.batuta.portfolio.Money;
import java.util.List;

/**
 * Whom a rule brings in: active debtors who owe.
 *
 * @param balance what they owe together, in the creditor's currency
 * @param sample numbers of the first ten at most, in order of arrival
 */
public record SegmentPreview(long debtors, Money balance, List<String> sample) {
  public SegmentPreview {
    sample = List.copyOf(sample);
  }
}
