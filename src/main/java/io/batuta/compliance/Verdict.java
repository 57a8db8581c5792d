package io.batuta.compliance;

import io.batuta.ledger.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What compliance answers about one proposed contact. */
public sealed interface Verdict {

  /**
   * The contact may be made at the instant asked about.
   *
   * @param until end of the legal window it lies in, exclusive: the provider's expiry
   */
  record Permitted(Instant until) implements Verdict {}

  /**
   * It may not.
   *
   * @param rule which rule said so, by its id in the law file or house rules: {@code
   *     co/ley-2300-art-3/window}
   * @param notBefore the first instant at which this same rule would no longer object; null when
   *     time alone does not lift it
   */
  record Refused(Reason reason, String rule, @Nullable Instant notBefore)
      implements Verdict, Earliest {}
}
