package io.batuta.campaign;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a night has come to so far; final once its state is {@code PLANNED} or {@code TRIED}.
 *
 * @param date the business date
 * @param members debtors in it, judged or not yet
 * @param withheld members not contacted, by reason
 * @param byCampaign by name
 * @param byHour planned contacts by the hour they are due, 0 to 23 of the debtor's day
 * @param cost estimate, before values are put into texts
 */
public record NightReport(
    LocalDate date,
    State state,
    long members,
    long planned,
    SortedMap<Reason, Long> withheld,
    SortedMap<String, CampaignLine> byCampaign,
    SortedMap<Channel, Long> byChannel,
    SortedMap<Integer, Long> byHour,
    Money cost) {

  /** How far a night, or its trial, has come. Shown in lower case. */
  public enum State {
    CUTTING,
    PLANNING,
    PLANNED,
    TRYING,
    TRIED,
    /** A trial that did not end: nothing was written, ask again. */
    FAILED;

    public String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One campaign's part. */
  public record CampaignLine(long members, long planned, Money cost) {}

  /** A night that was asked for a moment ago, of which nothing is written yet. */
  public static NightReport begun(LocalDate date, Currency currency) {
    return of(date, State.CUTTING, 0, Tally.NONE, currency);
  }

  static NightReport of(LocalDate date, State state, long members, Tally tally, Currency currency) {
    SortedMap<String, CampaignLine> lines = new TreeMap<>();
    tally
        .byCampaign()
        .forEach(
            (name, part) ->
                lines.put(
                    name,
                    new CampaignLine(
                        part.members(), part.planned(), money(part.costMicros(), currency))));
    return new NightReport(
        date,
        state,
        members,
        tally.planned(),
        tally.withheld(),
        lines,
        tally.byChannel(),
        tally.byHour(),
        money(tally.costMicros(), currency));
  }

  /** Whether something of it is left to plan. */
  public boolean isUnfinished() {
    return state == State.CUTTING || state == State.PLANNING;
  }

  /** Members of whom it has been said whether they are contacted. */
  public long judged() {
    return planned + withheld.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Money money(long micros, Currency currency) {
    return Money.of(
        BigDecimal.valueOf(micros, 6)
            .setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP),
        currency);
  }
}
