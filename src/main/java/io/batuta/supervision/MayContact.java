package io.batuta.supervision;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a debtor may be contacted at an instant, channel by channel.
 *
 * @param at the instant asked about
 * @param inFlight the channel of a contact that is on its way, which no second one joins; null:
 *     none
 * @param ways one for each channel, in the order of {@link Channel}
 */
public record MayContact(Instant at, @Nullable Channel inFlight, List<Way> ways) {

  public MayContact {
    ways = List.copyOf(ways);
  }

  /** By at least one channel, and nothing else is on its way. */
  public boolean allowed() {
    return inFlight == null && ways.stream().anyMatch(way -> way.refusal() == null);
  }

  /**
   * One channel.
   *
   * @param until end of the window that is open; null where it is refused
   * @param refusal null: it may be used
   */
  public record Way(Channel channel, @Nullable Instant until, @Nullable Refusal refusal) {}

  /**
   * Why not.
   *
   * @param rule that says so, by its id; null where no rule does, but the state of things
   * @param source where that rule stands; null for the creditor's own, and where there is no rule
   * @param from the first instant at which every rule would allow it, as things stand; null when
   *     none within a month does
   */
  public record Refusal(
      Reason reason, @Nullable String rule, @Nullable URI source, @Nullable Instant from) {}
}
