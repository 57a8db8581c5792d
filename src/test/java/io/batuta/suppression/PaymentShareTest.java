package io.batuta.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentShareTest {

  /** Paid and owed in minor units; the share in basis points. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1,      100000, false, 0,     true
          9999,   100000, false, 1000,  false
          10000,  100000, false, 1000,  true
          10001,  100000, false, 1000,  true
          99999,  100000, false, 10000, false
          100000, 100000, false, 10000, true
          200000, 100000, false, 10000, true
          1,      3,      false, 3333,  true
          1,      3,      false, 3334,  false
          1,      0,      false, 10000, true
          1,      -5,     false, 10000, true
          1,      100000, true,  10000, true
          9000000000000000000, 9223372036854775807, false, 9757, true
          9000000000000000000, 9223372036854775807, false, 9758, false
          """)
  void how_much_silences(
      long paid, long owed, boolean isForeign, int basisPoints, boolean silences) {
    assertEquals(silences, new PaymentShare(paid, owed, isForeign).silences(basisPoints));
  }
}
