package io.batuta.suppression;

import java.math.BigInteger;

/**
 * What a debtor paid today, beside what was owed when the day began; both in minor units of the
 * creditor's currency. Pure.
 *
 * @param isForeign something was paid in another currency, of which no share can be said
 */
record PaymentShare(long paidMinor, long owedMinor, boolean isForeign) {

  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

  /**
   * Whether this much silences. What pays all does, whatever the rule; and so does what cannot be
   * compared.
   *
   * @param basisPoints of what was owed, from which a payment silences: 1,000 is 10 %; 0: any does
   */
  boolean silences(int basisPoints) {
    if (isForeign || paidMinor >= owedMinor) {
      return true;
    }
    BigInteger paid = BigInteger.valueOf(paidMinor).multiply(WHOLE);
    BigInteger least = BigInteger.valueOf(owedMinor).multiply(BigInteger.valueOf(basisPoints));
    return paid.compareTo(least) >= 0;
  }
}
