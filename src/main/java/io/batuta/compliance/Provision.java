package io.batuta.compliance;

import io.batuta.compliance.Counted.Unit;
import io.batuta.portfolio.ChannelClass;
import io.batuta.portfolio.DebtorStatus;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule as a law file states it: what it says, since when, where that stands, and how sure we
 * are.
 *
 * @param rule its id in the file: {@code ley-2300-art-3/window}
 * @param source the text of the law, or who reports it
 */
record Provision(String rule, Validity validity, URI source, Certainty certainty, Terms terms) {

  enum Certainty {
    /** The text of the law was read. */
    HIGH,
    /** Reported by who should know, or its words leave room. */
    MEDIUM,
    LOW,
    /** Those who apply it disagree. */
    CONTESTED
  }

  /** What a provision says. Its tag in the file is the {@code kind} named at each case. */
  sealed interface Terms {

    /** {@code window}: contact is allowed in these hours. */
    record Window(Map<ChannelClass, WeeklyHours> hours, boolean closedOnHolidays)
        implements Terms {}

    /**
     * {@code frequency}: a bound on how often.
     *
     * @param unit null: whatever counts as a direct contact for the creditor's supervisor
     */
    record Frequency(
        Set<ChannelClass> classes,
        @Nullable Unit unit,
        int max,
        Period period,
        int minGapDays,
        boolean perChannel)
        implements Terms {}

    /**
     * {@code one-channel}: after a contact, no other channel.
     *
     * @param unit as in {@link Frequency}
     */
    record OneChannelOnly(@Nullable Unit unit, Period period) implements Terms {}

    /** {@code authorised-channels}: only what the debtor agreed to. */
    record Authorised() implements Terms {}

    /** {@code barred}: these classes are closed to everybody. */
    record Barred(Set<ChannelClass> classes) implements Terms {}

    /** {@code stop}: a debtor in such a state is left alone. */
    record Stop(Set<DebtorStatus> statuses) implements Terms {}

    /** {@code duty}: for people to heed, since no rule can judge it. */
    record Duty(String text) implements Terms {}
  }
}
