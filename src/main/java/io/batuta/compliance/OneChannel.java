package io.batuta.compliance;

import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.DayCount;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** After a contact on one channel, no other channel is used for the rest of the period. */
final class OneChannel implements Rule {

  private final String id;
  private final Counted unit;
  private final Period period;

  OneChannel(String id, Counted unit, Period period) {
    this.id = id;
    this.unit = unit;
    this.period = period;
  }

  @Override
  public Finality finality() {
    return Finality.ONE_CHANNEL;
  }

  @Override
  public Optional<Refused> judge(Situation situation, ProposedContact contact) {
    List<DayCount> days = situation.history().days();
    if (days.isEmpty()) {
      return Optional.empty();
    }
    return DaysAhead.judge(
        id,
        Reason.ONE_CHANNEL_A_WEEK,
        situation,
        contact,
        day -> objects(days, contact.channel(), day));
  }

  private boolean objects(List<DayCount> days, Channel channel, LocalDate today) {
    for (DayCount day : days) {
      if (day.channel() != channel && period.covers(day.day(), today) && unit.in(day) > 0) {
        return true;
      }
    }
    return false;
  }
}
