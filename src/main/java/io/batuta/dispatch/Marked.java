package io.batuta.dispatch;

import io.batuta.channel.OutboundMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a claim came to.
 *
 * @param contacts how many were claimed
 * @param states what was set aside, counted by new state
 * @param sending what may be sent, and must be sent now
 * @param upTo when the last of them was due: nothing that is due before it is left
 */
record Marked(
    int contacts, Map<String, Integer> states, List<OutboundMessage> sending, Instant upTo) {

  static final Marked NONE = new Marked(0, Map.of(), List.of(), Instant.EPOCH);

  /**
   * Of a claim that looked so far. One that came to nothing counts none: whatever holds its
   * debtors, to ask for them again at once would only ask again.
   */
  Marked upTo(Instant due) {
    boolean nothing = sending.isEmpty() && states.isEmpty();
    return new Marked(nothing ? 0 : contacts, states, sending, due);
  }

  /** Those whose contact was ended between claim and mark; the next claim looks again. */
  int stopped() {
    return contacts - sending.size() - states.values().stream().mapToInt(Integer::intValue).sum();
  }
}
