package io.batuta.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one dispatch run did, in contacts. Of those claimed, each is in one of the other counts,
 * except {@code expired}, which were never claimed or ran out of time when put off by the provider.
 *
 * @param deferred put off to a later hour, by the law or the provider; no attempt used
 * @param withheld refused by the law, asked again at the claim
 * @param failed refused by the provider for good, or not to be rendered
 * @param uncertain the provider's answer was lost
 * @param expired the legal window closed before they could leave
 * @param cancelled a payment or stop came between the claim and the sending; the next claim, which
 *     counts it again, withholds it
 */
public record DispatchReport(
    int claimed,
    int sent,
    int deferred,
    int withheld,
    int failed,
    int uncertain,
    int expired,
    int cancelled) {

  public static final DispatchReport NOTHING = new DispatchReport(0, 0, 0, 0, 0, 0, 0, 0);

  /** Counts by the state that a statement says it left the contacts in. */
  static DispatchReport of(int claimed, Map<String, Integer> byState, int cancelled) {
    return new DispatchReport(
        claimed,
        byState.getOrDefault("SENT", 0),
        byState.getOrDefault("DEFERRED", 0),
        byState.getOrDefault("WITHHELD", 0),
        byState.getOrDefault("FAILED", 0),
        byState.getOrDefault("UNCERTAIN", 0),
        byState.getOrDefault("EXPIRED", 0),
        cancelled);
  }

  public DispatchReport plus(DispatchReport other) {
    return new DispatchReport(
        claimed + other.claimed,
        sent + other.sent,
        deferred + other.deferred,
        withheld + other.withheld,
        failed + other.failed,
        uncertain + other.uncertain,
        expired + other.expired,
        cancelled + other.cancelled);
  }

  /** The counts by name, for logs and the functions' answers. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("claimed", claimed);
    counts.put("sent", sent);
    counts.put("deferred", deferred);
    counts.put("withheld", withheld);
    counts.put("failed", failed);
    counts.put("uncertain", uncertain);
    counts.put("expired", expired);
    counts.put("cancelled", cancelled);
    return counts;
  }
}
