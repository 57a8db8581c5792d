package io.batuta.local;

import java.nio.charset.StandardCharsets;

/**
 * Chance that anybody can draw again: a hash of the seed, the subject and the question, never of an
 * order of arrival, so that the same seed plays the same day on any machine.
 */
final class Chance {

  private final String subject;
  private final long seed;

  private Chance(long seed, String subject) {
    this.seed = seed;
    this.subject = subject;
  }

  /**
   * @param subject whom it is about, e.g. debtor number, date and step
   */
  static Chance of(long seed, Object... subject) {
    StringBuilder all = new StringBuilder();
    for (Object part : subject) {
      all.append(part).append('|');
    }
    return new Chance(seed, all.toString());
  }

  /** From 0 to below 1, evenly; the same question has the same answer. */
  double draw(String question) {
    return (hash(question) >>> 11) * 0x1.0p-53;
  }

  /** Whether something happens that happens to this many in a hundred. */
  boolean happens(String question, double percent) {
    return draw(question) * 100 < percent;
  }

  /** Evenly from {@code least} to {@code most}, both included. */
  long between(String question, long least, long most) {
    return least + (long) Math.floor(draw(question) * (most - least + 1));
  }

  /**
   * FNV-1a over the text, then the finisher of SplitMix64, since FNV alone mixes its tail badly.
   */
  private long hash(String question) {
    long hash = 0xcbf29ce484222325L ^ seed;
    for (byte b : (subject + question).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
    return hash ^ hash >>> 31;
  }
}
