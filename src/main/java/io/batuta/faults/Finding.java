package io.batuta.faults;

import java.util.List;

/**
 * What one part came to.
 *
 * @param name as the table shows it
 * @param outcome one line of counts, or why it was skipped
 * @param violations sentences that name their contacts; empty when all held
 */
record Finding(String name, String outcome, List<String> violations) {

  Finding {
    violations = List.copyOf(violations);
  }

  String line() {
    return "%s %-44s %s".formatted(violations.isEmpty() ? "✓" : "✗", name, outcome);
  }
}
