package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ChannelClass;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Nobody hears from us too often: so many contacts in a period. */
final class FrequencyCap implements Rule {

  private final String id;
  private final Limit limit;

  /**
   * How often is too often.
   *
   * @param classes the channel classes that are bounded, and counted
   * @param max contacts in the period, at least 1
   * @param perChannel each channel has a count of its own; otherwise all {@code classes} share one
   */
  record Limit(
      Set<ChannelClass> classes, Counted unit, int max, Period period, boolean perChannel) {

    /**
     * @throws IllegalArgumentException if nothing would ever be allowed
     */
    Limit {
      if (max < 1) {
        throw new IllegalArgumentException("max is 1 or more, not " + max);
      }
      classes = EnumSet.copyOf(classes); // a set of words by bit: asked for each day counted
    }
  }

  FrequencyCap(String id, Limit limit) {
    this.id = id;
    this.limit = limit;
  }

  @Override
  public Finality finality() {
    return Finality.FREQUENCY;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    List<DayCount> days = situation.history().days();
    if (days.isEmpty() || !limit.classes().contains(contact.channel().channelClass())) {
      return Optional.empty();
    }
    return DaysAhead.judge(
        id, Reason.FREQUENCY, situation, contact, day -> objects(days, contact.channel(), day));
  }

  private boolean objects(List<DayCount> days, Channel channel, LocalDate today) {
    int made = 0;
    for (DayCount day : days) {
      if (isCounted(day.channel(), channel) && limit.period().covers(day.day(), today)) {
        made += limit.unit().in(day);
      }
    }
    return made >= limit.max();
  }

  private boolean isCounted(Channel made, Channel proposed) {
    return limit.perChannel() ? made == proposed : limit.classes().contains(made.channelClass());
  }
}
