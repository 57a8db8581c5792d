package io.batuta.compliance;

/**
 * All rules that hold for a creditor's contacts on a day: the law's and the house's, the strictest
 * winning.
 */
public interface Rulebook {

  /**
   * Asks each rule in turn; the first refusal is the answer. Pure: the same question, the same
   * verdict.
   */
  Verdict judge(Situation situation, ProposedContact contact);
}
