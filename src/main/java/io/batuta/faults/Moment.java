package io.batuta.faults;

import java.util.SplittableRandom;

/** When the product is killed. */
enum Moment {
  /** In the middle of the transaction that claims: marked, and not committed. */
  CLAIM(15),
  /** SENDING is committed, and the provider has not been called. */
  BEFORE_CALL(15),
  /** The provider has read the request and has not answered. */
  IN_CALL(17),
  /** The provider has answered, just now. */
  AFTER_ANSWER(12),
  /** Answers have come and are being written down. */
  RECORDING(15),
  /** Reports come in. */
  REPORTS(8),
  /** What earlier deaths left is being freed. */
  RESCUE(6),
  /** Whenever. */
  ANY(12);

  private final int weight;

  Moment(int weight) {
    this.weight = weight;
  }

  static Moment of(SplittableRandom random) {
    int part = random.nextInt(100);
    for (Moment moment : values()) {
      part -= moment.weight;
      if (part < 0) {
        return moment;
      }
    }
    return ANY;
  }
}
