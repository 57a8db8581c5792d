package io.batuta.campaign;

import io.batuta.campaign.Tally.CampaignTally;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts one page while it is judged. */
final class Count {

  private final SortedMap<Reason, Long> withheld = new TreeMap<>();
  private final SortedMap<String, CampaignTally> byCampaign = new TreeMap<>();
  private final SortedMap<Channel, Long> byChannel = new TreeMap<>();
  private final SortedMap<Integer, Long> byHour = new TreeMap<>();
  private long planned;
  private long costMicros;
  private long members;

  void add(Member member, String campaign, Judgement judgement) {
    members++;
    switch (judgement) {
      case PlannedContact contact -> {
        planned++;
        costMicros += contact.costMicros();
        byChannel.merge(contact.channel(), 1L, Long::sum);
        byHour.merge(contact.dueAt().atZone(member.situation().zone()).getHour(), 1L, Long::sum);
        add(campaign, new CampaignTally(1, 1, contact.costMicros()));
      }
      case WithheldContact contact -> {
        withheld.merge(contact.reason(), 1L, Long::sum);
        add(campaign, new CampaignTally(1, 0, 0));
      }
    }
  }

  Tally tally() {
    return new Tally(members, planned, withheld, byCampaign, byChannel, byHour, costMicros);
  }

  private void add(String campaign, CampaignTally part) {
    byCampaign.merge(campaign, part, CampaignTally::plus);
  }
}
