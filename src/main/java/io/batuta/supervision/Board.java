package io.batuta.supervision;

import io.batuta.portfolio.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a creditor's day stands.
 *
 * @param date the business date: of the latest night up to today, or today where there is none
 * @param now by the product's clock, which a local run simulates
 * @param nightState null: no night was run
 * @param members debtors that the night cut
 * @param total over all channels
 * @param hours in the zone, from the first to the last in which something was due or happened
 */
public record Board(
    String creditor,
    String creditorName,
    LocalDate date,
    Instant now,
    ZoneId zone,
    @Nullable String nightState,
    long members,
    Counts total,
    Money cost,
    List<OfChannel> channels,
    List<OfHour> hours,
    List<Withheld> withheld,
    Results results) {

  /**
   * Contacts, each counted once under everything that holds for it.
   *
   * @param planned all that the night and its ladders planned
   * @param waiting of which not yet sent: planned, claimed, being sent, or put off
   * @param stopped of which taken back before sending: cancelled, expired, withheld at the claim
   */
  public record Counts(
      long planned,
      long waiting,
      long sent,
      long delivered,
      long read,
      long replied,
      long failed,
      long uncertain,
      long stopped) {}

  public record OfChannel(String channel, Counts counts, Money cost) {}

  /**
   * @param hour 0 to 23
   * @param due contacts planned for this hour
   */
  public record OfHour(int hour, long due, long sent, long delivered, long replied) {}

  /** Contacts that were not made, by reason: the code, and the greatest first. */
  public record Withheld(String reason, long contacts) {}

  /** Debtors by what they did. */
  public record Results(
      long promised,
      Money promisedAmount,
      long paid,
      Money paidAmount,
      long paymentClaimed,
      long disputed,
      long optedOut,
      long complained) {}
}
