package io.batuta.ledger;

import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The name of one contact, made before its first try and kept through every retry: the same
 * creditor, night, debtor and step always make the same id, so a plan made twice is made once.
 *
 * <p>A version 8 UUID (RFC 9562) that sorts by night, creditor, debtor, step. It can be guessed,
 * and is no secret: what must not be guessed is signed.
 */
public record ContactId(UUID value) {

  private static final long MAX_DAY = 1L << 24;
  private static final long MAX_CREDITOR = 1L << 24;
  private static final long MAX_DEBTOR = 1L << 46;

  /**
   * @param step rung of the ladder, 0 to 255
   * @throws IllegalArgumentException if a part is out of its range
   */
  public static ContactId of(CreditorId creditor, LocalDate night, DebtorId debtor, int step) {
    long day = night.toEpochDay();
    requireWithin(day, MAX_DAY, "night");
    requireWithin(creditor.value(), MAX_CREDITOR, "creditor");
    requireWithin(debtor.value(), MAX_DEBTOR, "debtor");
    requireWithin(step, 256, "step");
    // 24 bits of day, 24 of creditor, the version, 12 high bits of the debtor;
    // the variant, 34 low bits of the debtor, 8 of the step, 20 zero.
    long high = day << 40 | (long) creditor.value() << 16 | 0x8000L | debtor.value() >>> 34;
    long low = 0x8000_0000_0000_0000L | (debtor.value() & 0x3_FFFF_FFFFL) << 28 | (long) step << 20;
    return new ContactId(new UUID(high, low));
  }

  /** The first id that a contact of this night could have: ids of nights before it are smaller. */
  public static ContactId firstOf(LocalDate night) {
    long day = night.toEpochDay();
    requireWithin(day, MAX_DAY, "night");
    return new ContactId(new UUID(day << 40, 0));
  }

  private static void requireWithin(long value, long bound, String part) {
    if (value < 0 || value >= bound) {
      throw new IllegalArgumentException(part + " out of range: " + value);
    }
  }
}
