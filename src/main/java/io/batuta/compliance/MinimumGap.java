package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ChannelClass;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** So many days lie between one contact and the next. */
final class MinimumGap implements Rule {

  private final String id;
  private final Gap gap;

  /**
   * How far apart.
   *
   * @param classes the channel classes that wait, and are waited for
   * @param days from one contact to the next: 1: the day after; 2: the day after that
   * @param perChannel each channel waits for itself alone; otherwise for all {@code classes}
   */
  record Gap(Set<ChannelClass> classes, Counted unit, int days, boolean perChannel) {

    /** The counters that rules are given look back for a month. */
    static final int MOST_DAYS = 31;

    /**
     * @throws IllegalArgumentException if there is nothing to wait, or more than is counted
     */
    Gap {
      if (days < 1 || days > MOST_DAYS) {
        throw new IllegalArgumentException("a gap is 1 to " + MOST_DAYS + " days, not " + days);
      }
      classes = EnumSet.copyOf(classes);
    }
  }

  MinimumGap(String id, Gap gap) {
    this.id = id;
    this.gap = gap;
  }

  @Override
  public Finality finality() {
    return Finality.FREQUENCY;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    List<DayCount> days = situation.history().days();
    if (days.isEmpty() || !gap.classes().contains(contact.channel().channelClass())) {
      return Optional.empty();
    }
    return DaysAhead.judge(
        id, Reason.FREQUENCY, situation, contact, day -> objects(days, contact.channel(), day));
  }

  private boolean objects(List<DayCount> days, Channel channel, LocalDate today) {
    for (DayCount day : days) {
      if (isCounted(day.channel(), channel)
          && gap.unit().in(day) > 0
          && isTooNear(day.day(), today)) {
        return true;
      }
    }
    return false;
  }

  private boolean isCounted(Channel made, Channel proposed) {
    return gap.perChannel() ? made == proposed : gap.classes().contains(made.channelClass());
  }

  private boolean isTooNear(LocalDate past, LocalDate today) {
    long apart = ChronoUnit.DAYS.between(past, today);
    return apart >= 0 && apart < gap.days();
  }
}
