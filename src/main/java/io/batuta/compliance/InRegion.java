package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule of one region of the country. It holds for debtors who live there, and for those of whom
 * the region is not known: not knowing is no leave.
 *
 * @param names of the region, {@link #folded}
 */
record InRegion(Set<String> names, Rule rule) implements Rule {

  InRegion {
    names = Set.copyOf(names);
  }

  @Override
  public Finality finality() {
    return rule.finality();
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    return names(names, situation.region()) ? rule.judge(situation, contact) : Optional.empty();
  }

  @Override
  public Instant silentUntil(Situation situation, ProposedContact contact) {
    return names(names, situation.region()) ? rule.silentUntil(situation, contact) : Instant.MAX;
  }

  /** Whether {@code region} is one of them, or is not known. */
  static boolean names(Set<String> folded, @Nullable String region) {
    return region == null || region.isBlank() || folded.contains(folded(region));
  }

  /** Letters and digits alone, so that {@code Autónoma} and {@code AUTONOMA} are one. */
  static String folded(String name) {
    StringBuilder kept = new StringBuilder(name.length());
    Normalizer.normalize(name, Normalizer.Form.NFD)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(kept::appendCodePoint);
    return kept.toString().toUpperCase(Locale.ROOT);
  }
}
