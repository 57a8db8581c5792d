package io.batuta.dispatch;

import java.util.List;

/**
 * Of which campaigns a provider has something to send.
 *
 * @param campaigns not paused, at least one
 */
record DueCampaigns(String provider, List<Long> campaigns) {

  DueCampaigns {
    campaigns = List.copyOf(campaigns);
  }
}
