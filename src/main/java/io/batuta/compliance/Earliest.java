package io.batuta.compliance;

import io.batuta.compliance.Verdict.Permitted;
import io.batuta.compliance.Verdict.Refused;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import java.time.Instant;

/**
 * The first moment at which a contact may be made: an {@link Opening}, or the refusal that nothing
 * in the range overcomes.
 */
public sealed interface Earliest permits Earliest.Opening, Refused {

  /**
   * @param at the first permitted instant of the range
   * @param until end of the legal window it lies in, exclusive; may lie beyond the range
   */
  record Opening(Instant at, Instant until) implements Earliest {}

  /**
   * Asks the rulebook at {@code from}, and then at each "not before" that it answers. Since a rule
   * that refuses does so up to its "not before", no permitted instant is leapt over.
   *
   * @param from inclusive
   * @param until exclusive; a range that is empty is answered as one whose hours are over
   * @return the opening, or the last refusal met: one without end, or one whose end lies outside
   */
  static Earliest permitted(
      Rulebook rulebook,
      Situation situation,
      Channel channel,
      boolean optedOut,
      Instant from,
      Instant until) {
    return permitted(rulebook, situation, new ProposedContact(channel, optedOut, from), until);
  }

  /**
   * The same for a contact of whose addressee more is known.
   *
   * @param contact as it would be made at the range's first instant
   */
  static Earliest permitted(
      Rulebook rulebook, Situation situation, ProposedContact contact, Instant until) {
    Instant at = contact.at();
    Refused last = new Refused(Reason.OUTSIDE_WINDOW, "house/hours-over", null);
    for (int leap = 0; leap <= Leaps.MOST && at.isBefore(until); leap++) {
      switch (rulebook.judge(situation, contact.leavingAt(at))) {
        case Permitted permitted -> {
          return new Opening(at, permitted.until());
        }
        case Refused refused -> {
          last = refused;
          if (refused.notBefore() == null) {
            return refused;
          }
          at = Leaps.forward(at, refused.notBefore(), refused);
        }
      }
    }
    return last;
  }
}
