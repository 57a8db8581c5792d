package io.batuta.campaign;

/**
 * A range of a night's debtors and how far it has come.
 *
 * @param to the last debtor, inclusive
 * @param doneTo every member up to here is planned or withheld
 * @param again members beyond the checkpoint may have been judged before, as it was set back
 * @param tally what was counted up to there
 */
record Shard(
    int number, long from, long to, long doneTo, boolean done, boolean again, Tally tally) {

  /** The same, once it is known whether members beyond the checkpoint were judged before. */
  Shard again(boolean judged) {
    return new Shard(number, from, to, doneTo, done, judged, tally);
  }
}
