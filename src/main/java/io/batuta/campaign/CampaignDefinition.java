package io.batuta.campaign;

import io.batuta.portfolio.Channel;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as people write it: everything it uses is named, so that a segment or a template is
 * changed without touching it.
 *
 * @param templates channel, then language, to the name of a template
 * @param priority the greater goes first; a debtor in two campaigns is in the greater
 * @param startsOn first business date, null: at once
 * @param endsOn last business date, null: no end
 * @param budgetMinor a night's spend at most, minor units of the creditor's currency; null: no
 *     bound
 * @param holdoutPercent 0 to 100: share of members never contacted, to learn from
 */
public record CampaignDefinition(
    String name,
    String segment,
    String strategy,
    Map<Channel, Map<String, String>> templates,
    int priority,
    @Nullable LocalDate startsOn,
    @Nullable LocalDate endsOn,
    @Nullable Long budgetMinor,
    int holdoutPercent,
    boolean paused) {

  public CampaignDefinition {
    templates = Map.copyOf(templates);
  }
}
