package io.batuta.local;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;

/**
 * One thing that carriers, debtors or the bank will tell the product.
 *
 * @param at when the product hears of it; reports may come late, so it can lie well after they
 *     happened
 * @param creditor code of whose debtor it is about
 * @param debtor number of whom it is about
 * @param sequence tells apart events of one debtor at one time
 * @param body as the webhook takes it
 */
record SimulatedEvent(
    Instant at, String creditor, String debtor, int sequence, Webhook webhook, JsonObject body)
    implements Comparable<SimulatedEvent> {

  /** Which door it knocks at. */
  enum Webhook {
    SANDBOX,
    PAYMENTS
  }

  private static final Comparator<SimulatedEvent> ORDER =
      Comparator.comparing(SimulatedEvent::at)
          .thenComparing(SimulatedEvent::debtor)
          .thenComparing(SimulatedEvent::creditor)
          .thenComparingInt(SimulatedEvent::sequence)
          .thenComparing(event -> event.body().encode());

  @Override
  public int compareTo(SimulatedEvent other) {
    return ORDER.compare(this, other);
  }
}
