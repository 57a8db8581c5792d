package io.batuta.strategy;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import java.util.Map;

/**
 * What a strategy may know of one member.
 *
 * @param barred channels that cannot reach the member, and why: no usable contact point, no route,
 *     all addresses said stop, not authorised. A channel that is not named here is open.
 */
public record MemberFacts(Map<Channel, Reason> barred, PreviousStep previous) {

  public MemberFacts {
    barred = Map.copyOf(barred);
  }
}
