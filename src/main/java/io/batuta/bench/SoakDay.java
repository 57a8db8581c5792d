package io.batuta.bench;

import java.time.LocalDate;

/**
 * What one day of lasting load came to.
 *
 * @param judged members of the night
 * @param reportMillis within which 99 of 100 callbacks were answered, at a steady pace
 * @param heapMib alive after a collection
 * @param dead rows that no transaction needs and the vacuum has not taken, by statistics
 */
record SoakDay(
    LocalDate date,
    long judged,
    double planSeconds,
    int sent,
    double sendSeconds,
    double reportMillis,
    double heapMib,
    long dead,
    long live) {

  double planMicros() {
    return judged == 0 ? 0 : planSeconds * 1e6 / judged;
  }

  double sendMicros() {
    return sent == 0 ? 0 : sendSeconds * 1e6 / sent;
  }

  String line() {
    return Measured.format(
        "%s: %,d judged at %.0f µs, %,d sent at %.0f µs, p99 %.1f ms, heap %.0f MiB, dead %,d of %,d",
        date, judged, planMicros(), sent, sendMicros(), reportMillis, heapMib, dead, live);
  }
}
