package io.batuta.compliance;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a law file is law: a country, or a region of it that has law of its own.
 *
 * @param country ISO 3166 alpha-2
 * @param region ISO 3166-2 without the country; null: the whole country
 * @param names under which a portfolio may write the region; empty for a country
 */
record Territory(String country, @Nullable String region, Set<String> names) {

  Territory {
    names = Set.copyOf(names);
  }

  /** {@code co}, {@code ar-c}: the file's name, and the beginning of each of its rules' ids. */
  String tag() {
    return (region == null ? country : country + "-" + region).toLowerCase(Locale.ROOT);
  }
}
