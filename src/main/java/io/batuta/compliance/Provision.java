package io.batuta.compliance;

import io.batuta.compliance.Addressee.Party;
import io.batuta.compliance.Counted.Unit;
import io.batuta.portfolio.ChannelClass;
import io.batuta.portfolio.DebtorStatus;
import java.net.URI;
import java.time.DayOfWeek;
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
    /** The text of the law was read, or all who report it agree. */
    HIGH,
    /** Reported by who should know, or its words leave room. */
    MEDIUM,
    LOW,
    /** Those who apply it disagree. */
    CONTESTED,
    /** No law that we know of: a bound that we keep of our own accord, strictly. */
    VOLUNTARY
  }

  /** What a provision says. Its tag in the file is the {@code kind} named at each case. */
  sealed interface Terms {

    /** {@code window}: contact is allowed in these hours. */
    record Window(Map<ChannelClass, WeeklyHours> hours, boolean closedOnHolidays)
        implements Terms {}

    /** {@code closed-days}: no contact on these days, whatever the windows say. */
    record ClosedDays(Set<ChannelClass> classes, Set<DayOfWeek> days, boolean closedOnHolidays)
        implements Terms {}

    /**
     * {@code frequency}: a bound on how often.
     *
     * @param unit null: whatever counts as a direct contact for the creditor's supervisor
     */
    record Frequency(
        Set<ChannelClass> classes, @Nullable Unit unit, int max, Period period, boolean perChannel)
        implements Terms {}

    /**
     * {@code gap}: days from one contact to the next.
     *
     * @param unit as in {@link Frequency}
     */
    record Gap(Set<ChannelClass> classes, @Nullable Unit unit, int days, boolean perChannel)
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

    /** {@code third-parties}: who may be contacted. */
    record Parties(Set<Party> allowed) implements Terms {}

    /** {@code workplace}: these classes do not reach anybody at work. */
    record AtWork(Set<ChannelClass> classes) implements Terms {}

    /** {@code stop}: a debtor in such a state is left alone. */
    record Stop(Set<DebtorStatus> statuses) implements Terms {}

    /** {@code cease}: a debtor who demands it is left alone. */
    record Cease() implements Terms {}

    /** {@code required-text}: what a contact has to say. */
    record Text(
        String key, Set<String> languages, Set<ChannelClass> classes, RequiredText.Each each)
        implements Terms {}

    /** {@code retention}: how long the record of what was done is kept, at least. */
    record Retention(int months) implements Terms {}

    /** {@code duty}: for people to heed, since no rule can judge it. */
    record Duty(String text) implements Terms {}

    /** What a creditor's supervisor may read otherwise; false where no contact is counted. */
    default boolean readsDirectContact() {
      return switch (this) {
        case Frequency frequency -> frequency.unit() == null;
        case Gap gap -> gap.unit() == null;
        case OneChannelOnly one -> one.unit() == null;
        case Window window -> false;
        case ClosedDays closed -> false;
        case Authorised authorised -> false;
        case Barred barred -> false;
        case Parties parties -> false;
        case AtWork atWork -> false;
        case Stop stop -> false;
        case Cease cease -> false;
        case Text text -> false;
        case Retention retention -> false;
        case Duty duty -> false;
      };
    }
  }
}
