package io.batuta.ledger;

import io.batuta.portfolio.ContactPointId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running summary of one debtor's facts, over all channels. Empty for somebody never contacted.
 *
 * @param days counters of the last days that any rule looks back on, oldest first
 * @param promiseDueOn day of the open promise, null when none is open
 * @param bestPoint the contact point that last answered, else that last received
 */
public record ContactHistory(
    List<DayCount> days,
    @Nullable Instant lastAttemptAt,
    @Nullable Instant lastTwoWayAt,
    @Nullable Instant lastPaidAt,
    @Nullable LocalDate promiseDueOn,
    @Nullable ContactPointId bestPoint) {

  public static final ContactHistory NONE =
      new ContactHistory(List.of(), null, null, null, null, null);

  public ContactHistory {
    days = List.copyOf(days);
  }
}
