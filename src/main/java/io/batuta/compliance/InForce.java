package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule that speaks only while it is law; what it forbids is free again when it ends. */
record InForce(Validity validity, Rule rule) implements Rule {

  @Override
  public Finality finality() {
    return rule.finality();
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    if (!validity.covers(contact.at(), situation.zone())) {
      return Optional.empty();
    }
    return rule.judge(situation, contact)
        .map(
            refused ->
                new Refused(
                    refused.reason(),
                    refused.rule(),
                    noLaterThan(validity.ends(situation.zone()), refused.notBefore())));
  }

  @Override
  public Instant silentUntil(Situation situation, ProposedContact contact) {
    if (!validity.covers(contact.at(), situation.zone())) {
      return Instant.MAX;
    }
    Instant silent = rule.silentUntil(situation, contact);
    Instant ends = validity.ends(situation.zone());
    return silent.isBefore(ends) ? silent : ends;
  }

  private static @Nullable Instant noLaterThan(Instant ends, @Nullable Instant notBefore) {
    if (notBefore != null && notBefore.isBefore(ends)) {
      return notBefore;
    }
    return ends.equals(Instant.MAX) ? notBefore : ends;
  }
}
