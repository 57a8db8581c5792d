package io.batuta.campaign;

import io.batuta.campaign.Tally.CampaignTally;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts one page while it is judged. */
final class Count {

  private static final int HOURS = 24;

  private final long[] byReason = new long[Reason.values().length];
  private final long[] byChannel = new long[Channel.values().length];
  private final long[] byHour = new long[HOURS];
  private final Map<String, long[]> byCampaign = new HashMap<>();

  void add(Member member, String campaign, Judgement judgement) {
    switch (judgement) {
      case PlannedContact contact ->
          planned(
              member,
              campaign,
              contact.terms().channel(),
              contact.dueAt(),
              contact.terms().costMicros());
      case WithheldContact contact -> withheld(campaign, contact.grounds().reason());
    }
  }

  void add(Member member, String campaign, JudgedBefore standing) {
    switch (standing) {
      case JudgedBefore.Planned(Channel channel, Instant dueAt, long costMicros) ->
          planned(member, campaign, channel, dueAt, costMicros);
      case JudgedBefore.Withheld(Reason reason) -> withheld(campaign, reason);
    }
  }

  Tally tally() {
    SortedMap<String, CampaignTally> campaigns = new TreeMap<>();
    byCampaign.forEach(
        (name, sums) -> campaigns.put(name, new CampaignTally(sums[0], sums[1], sums[2])));
    CampaignTally all = campaigns.values().stream().reduce(CampaignTally.NONE, CampaignTally::plus);
    SortedMap<Reason, Long> reasons = new TreeMap<>();
    SortedMap<Channel, Long> channels = new TreeMap<>();
    SortedMap<Integer, Long> hours = new TreeMap<>();
    for (Reason reason : Reason.values()) {
      put(reasons, reason, byReason[reason.ordinal()]);
    }
    for (Channel channel : Channel.values()) {
      put(channels, channel, byChannel[channel.ordinal()]);
    }
    for (int hour = 0; hour < HOURS; hour++) {
      put(hours, hour, byHour[hour]);
    }
    return new Tally(
        all.members(), all.planned(), reasons, campaigns, channels, hours, all.costMicros());
  }

  private void planned(
      Member member, String campaign, Channel channel, Instant dueAt, long costMicros) {
    byChannel[channel.ordinal()]++;
    byHour[dueAt.atZone(member.situation().zone()).getHour()]++;
    long[] sums = sums(campaign);
    sums[0]++;
    sums[1]++;
    sums[2] += costMicros;
  }

  private void withheld(String campaign, Reason reason) {
    byReason[reason.ordinal()]++;
    sums(campaign)[0]++;
  }

  /** Members, planned, cost in millionths. */
  private long[] sums(String campaign) {
    return byCampaign.computeIfAbsent(campaign, fresh -> new long[3]);
  }

  private static <K> void put(SortedMap<K, Long> counts, K key, long count) {
    if (count > 0) {
      counts.put(key, count);
    }
  }
}
