package io.batuta.campaign;

/**
 * A range of a night's debtors and how far it has come.
 *
 * @param to the last debtor, inclusive
 * @param doneTo every member up to here is planned or withheld
 * @param tally what was counted up to there
 */
record Shard(int number, long from, long to, long doneTo, boolean done, Tally tally) {}
