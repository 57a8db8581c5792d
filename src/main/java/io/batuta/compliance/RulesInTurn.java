package io.batuta.compliance;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rulebook as a list: the most final rule is asked first, and the first refusal is the answer.
 */
final class RulesInTurn implements Rulebook {

  private final List<Rule> rules;

  /**
   * @param rules in any order; among rules of one finality the order given is kept
   */
  RulesInTurn(List<Rule> rules) {
    this.rules = rules.stream().sorted(Comparator.comparing(Rule::finality)).toList();
  }

  @Override
  public Verdict judge(Situation situation, ProposedContact contact) {
    for (Rule rule : rules) {
      Optional<Verdict.Refused> refused = rule.judge(situation, contact);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    Instant until = Instant.MAX;
    for (Rule rule : rules) {
      Instant silent = rule.silentUntil(situation, contact);
      until = silent.isBefore(until) ? silent : until;
    }
    return new Verdict.Permitted(until);
  }
}
