package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks for the day on which a rule that thinks in whole days falls silent. */
final class DaysAhead {

  /** Longer than any period of a limit. */
  private static final int BOUND = 62;

  private DaysAhead() {}

  /**
   * The refusal of a rule that counts whole days in the debtor's zone, with the first instant at
   * which it would no longer object; empty if it does not object at all.
   *
   * @param objection whether the rule objects to a contact on that day
   */
  static Optional<Refused> judge(
      String rule,
      Reason reason,
      Situation situation,
      ProposedContact contact,
      Predicate<LocalDate> objection) {
    LocalDate today = LocalDate.ofInstant(contact.at(), situation.zone());
    return objection.test(today)
        ? Optional.of(new Refused(reason, rule, firstWithout(objection, today, situation.zone())))
        : Optional.empty();
  }

  /**
   * The first instant of the first day after {@code today} on which the rule does not object; null
   * when it still does two months on.
   */
  private static @Nullable Instant firstWithout(
      Predicate<LocalDate> objection, LocalDate today, ZoneId zone) {
    for (int ahead = 1; ahead <= BOUND; ahead++) {
      LocalDate day = today.plusDays(ahead);
      if (!objection.test(day)) {
        return day.atStartOfDay(zone).toInstant();
      }
    }
    return null;
  }
}
