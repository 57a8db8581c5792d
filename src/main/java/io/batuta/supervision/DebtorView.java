package io.batuta.supervision;

import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One debtor as a supervisor or agent sees it.
 *
 * @param name null where the reader may not see it
 * @param promiseDueOn of the open promise, null: none
 * @param optedOut channels that somebody said stop on
 */
public record DebtorView(
    DebtorId id,
    DebtorLine line,
    @Nullable String name,
    @Nullable String city,
    String timeZone,
    @Nullable Integer age,
    @Nullable String sex,
    @Nullable Instant lastAttemptAt,
    @Nullable String lastAttemptChannel,
    @Nullable Instant lastAnswerAt,
    @Nullable Instant lastPaidAt,
    @Nullable LocalDate promiseDueOn,
    List<String> optedOut,
    List<Point> contactPoints,
    List<Owed> accounts) {

  /**
   * A way to reach the debtor.
   *
   * @param address masked
   * @param rank 1 is tried first
   */
  public record Point(long id, String kind, String address, int rank, String status) {}

  /** One account. */
  public record Owed(
      String number, @Nullable String product, String status, Money balance, LocalDate dueDate) {}
}
