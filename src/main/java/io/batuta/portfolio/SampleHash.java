package io.batuta.portfolio;

import java.util.List;

/** Draws numbers from a row number and a word, the same on every machine and for ever. */
final class SampleHash {

  private SampleHash() {}

  /**
   * From 0 to {@code bound} - 1, evenly.
   *
   * @param what keeps the draws of one row apart
   */
  static int of(long row, String what, int bound) {
    // The finisher of SplitMix64, over the row and the word's hash, which the language fixes.
    long mixed = (row * 0x9E3779B97F4A7C15L) ^ ((long) what.hashCode() * 0xBF58476D1CE4E5B9L);
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (int) Math.floorMod(mixed ^ (mixed >>> 31), (long) bound);
  }

  static <T> T one(long row, String what, List<T> of) {
    return of.get(of(row, what, of.size()));
  }
}
