package io.batuta.campaign;

import io.batuta.compliance.Situation;
import io.batuta.compliance.Verdict;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What holds for a creditor's contacts: the law of its country and its own bounds. */
@FunctionalInterface
interface Law {

  /** The rules of one creditor. */
  Permits of(Creditor creditor, JsonObject houseRules);

  /** Answers from when a contact may be made. Pure, and called for each member of a night. */
  @FunctionalInterface
  interface Permits {
    /** The first permitted instant in {@code [from, until)}, or why there is none. */
    Permit first(
        Situation situation, Channel channel, boolean optedOut, Instant from, Instant until);
  }

  /** The answer. */
  sealed interface Permit {
    /**
     * @param at the first permitted instant
     * @param until end of the legal window it lies in, exclusive
     */
    record Opening(Instant at, Instant until) implements Permit {}

    record Refusal(Verdict.Refused verdict) implements Permit {}
  }
}
