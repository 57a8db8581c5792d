package io.batuta.campaign;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import java.time.Instant;

/**
 * What a night said of a member when it came by before its checkpoint was set back. It stands, is
 * counted, and is not written again.
 */
sealed interface JudgedBefore {

  /**
   * @param costMicros estimate, millionths of the creditor's currency unit
   */
  record Planned(Channel channel, Instant dueAt, long costMicros) implements JudgedBefore {}

  record Withheld(Reason reason) implements JudgedBefore {}
}
