package io.batuta.compliance;

import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A rule of law as it is cited to somebody who asks by what it was that a contact was judged.
 *
 * @param rule as a refusal tells it: {@code co/ley-2300-art-3/window}
 * @param source where it stands
 * @param validTo null: until further notice
 * @param certainty how sure we are of it: {@code high}, … {@code voluntary}
 */
public record CitedRule(
    String rule, URI source, LocalDate validFrom, @Nullable LocalDate validTo, String certainty) {}
