package io.batuta.suppression;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of some payments.
 *
 * @param duplicates recorded or taken back before, with the same account, amount and currency
 * @param cancelledContacts contacts that were on their way to who paid
 * @param reversed payments that were taken back
 * @param waiting reversals that came before their payment, and are kept until it comes
 * @param rejections the first 1,000
 */
public record PaymentsReport(
    int recorded,
    int duplicates,
    int rejected,
    int cancelledContacts,
    int reversed,
    int waiting,
    List<PaymentRejection> rejections) {

  static final PaymentsReport NONE = new PaymentsReport(0, 0, 0, 0, 0, 0, List.of());

  private static final int MOST_REJECTIONS = 1_000;

  public PaymentsReport {
    rejections = rejections.stream().limit(MOST_REJECTIONS).toList();
  }

  static PaymentsReport ofRefused(List<PaymentRejection> refused) {
    return new PaymentsReport(0, 0, refused.size(), 0, 0, 0, refused);
  }

  PaymentsReport plus(PaymentsReport other) {
    return new PaymentsReport(
        recorded + other.recorded,
        duplicates + other.duplicates,
        rejected + other.rejected,
        cancelledContacts + other.cancelledContacts,
        reversed + other.reversed,
        waiting + other.waiting,
        Stream.concat(rejections.stream(), other.rejections.stream()).toList());
  }
}
