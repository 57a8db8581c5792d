package io.batuta.suppression;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of some payments.
 *
 * @param duplicates recorded before, with the same account, amount and currency
 * @param cancelledContacts contacts that were on their way to who paid
 * @param rejections the first 1,000
 */
public record PaymentsReport(
    int recorded,
    int duplicates,
    int rejected,
    int cancelledContacts,
    List<PaymentRejection> rejections) {

  static final PaymentsReport NONE = new PaymentsReport(0, 0, 0, 0, List.of());

  private static final int MOST_REJECTIONS = 1_000;

  public PaymentsReport {
    rejections = rejections.stream().limit(MOST_REJECTIONS).toList();
  }

  PaymentsReport plus(PaymentsReport other) {
    return new PaymentsReport(
        recorded + other.recorded,
        duplicates + other.duplicates,
        rejected + other.rejected,
        cancelledContacts + other.cancelledContacts,
        Stream.concat(rejections.stream(), other.rejections.stream()).toList());
  }
}
