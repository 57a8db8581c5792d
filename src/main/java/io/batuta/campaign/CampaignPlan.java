package io.batuta.campaign;

import io.batuta.portfolio.Channel;
import io.batuta.strategy.Strategy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign with everything it names found: what one night needs to treat its members.
 *
 * @param rule of its segment
 * @param wordings the latest version of each template, by channel and language
 */
record CampaignPlan(
    Campaign campaign,
    String rule,
    Strategy strategy,
    Map<Channel, Map<String, Wording>> wordings) {

  private static final String FALLBACK_LANGUAGE = "es";

  CampaignPlan {
    wordings = Map.copyOf(wordings);
  }

  /** In the debtor's language, else Spanish, else the first by name; null when there is none. */
  @Nullable Wording wording(Channel channel, String language) {
    Map<String, Wording> byLanguage = wordings.getOrDefault(channel, Map.of());
    Wording own = byLanguage.get(language);
    Wording spanish = byLanguage.get(FALLBACK_LANGUAGE);
    return own != null
        ? own
        : spanish != null
            ? spanish
            : byLanguage.entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(null);
  }
}
