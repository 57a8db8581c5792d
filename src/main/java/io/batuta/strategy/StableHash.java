package io.batuta.strategy;

import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;

/**
 * A number that looks random and is the same for ever, on any machine. Each use has a salt of its
 * own, so that who is held out says nothing about who is contacted early.
 *
 * <p>The mixing is the finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Changing it
 * would change who is held out: never do.
 */
public final class StableHash {

  static final long HOLDOUT = 0x486f_6c64_6f75_7401L;
  static final long HOUR = 0x486f_7572_0000_0002L;

  private StableHash() {}

  /** Seconds from 0 to {@code bound}, exclusive, by which a debtor's contact comes later. */
  public static int seconds(CreditorId creditor, DebtorId debtor, int bound) {
    return of(HOUR, creditor, debtor, bound);
  }

  static int of(long salt, CreditorId creditor, DebtorId debtor, int bound) {
    long mixed = mix(mix(salt ^ creditor.value()) ^ debtor.value());
    return (int) Long.remainderUnsigned(mixed, bound);
  }

  private static long mix(long value) {
    long z = value + 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
