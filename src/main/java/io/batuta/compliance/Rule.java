package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import java.time.Instant;
import java.util.Optional;

/**
 * One bound on contact, of the law or of the house. Pure and safe to share: all it knows beside its
 * own numbers is what it is asked with.
 *
 * <p>What an implementation keeps: where it refuses with a "not before", it refuses at every
 * instant from the one asked about up to that one, and not at that one. {@link Earliest} leaps by
 * it.
 */
interface Rule {

  /** How final a refusal of this rule is: the most final rule is asked first. */
  Finality finality();

  /** Refuses, or is silent: a rule never permits, it only has nothing to say. */
  Optional<Refused> judge(Situation situation, ProposedContact contact);

  /**
   * For a contact that this rule does not refuse: the instant at which it would begin to, if
   * nothing happened until then. Most rules never do.
   */
  default Instant silentUntil(Situation situation, ProposedContact contact) {
    return Instant.MAX;
  }
}
