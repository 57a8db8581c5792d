package io.batuta.web.api;

import io.batuta.campaign.NightReport;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A night as the interface shows it.
 *
 * @param state cutting, planning or planned; of a trial trying, tried or failed
 * @param byHour planned contacts by the hour they are due, {@code 00} to {@code 23} of the debtor's
 *     day
 */
public record NightJson(
    LocalDate date,
    String state,
    long members,
    long planned,
    SortedMap<Reason, Long> withheld,
    SortedMap<String, CampaignJson> byCampaign,
    SortedMap<Channel, Long> byChannel,
    SortedMap<String, Long> byHour,
    MoneyJson cost) {

  /** One campaign's part. */
  public record CampaignJson(long members, long planned, MoneyJson cost) {}

  static NightJson of(NightReport report) {
    SortedMap<String, CampaignJson> campaigns = new TreeMap<>();
    report
        .byCampaign()
        .forEach(
            (name, line) ->
                campaigns.put(
                    name,
                    new CampaignJson(line.members(), line.planned(), MoneyJson.of(line.cost()))));
    SortedMap<String, Long> hours = new TreeMap<>();
    report
        .byHour()
        .forEach((hour, count) -> hours.put(String.format(Locale.ROOT, "%02d", hour), count));
    return new NightJson(
        report.date(),
        report.state().tag(),
        report.members(),
        report.planned(),
        report.withheld(),
        campaigns,
        report.byChannel(),
        hours,
        MoneyJson.of(report.cost()));
  }
}
