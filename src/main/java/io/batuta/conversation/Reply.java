package io.batuta.conversation;

import io.batuta.suppression.Occasion;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;

/**
 * What a debtor wrote back.
 *
 * @param id of the event that brought it, unique over all providers
 * @param occasion the contact that is answered
 * @param addresses keyed hashes of where it came from and where we wrote to, mostly one
 * @param zone the debtor's: "tomorrow" is the debtor's tomorrow
 * @param country whose way of writing numbers and dates holds
 * @param currency of the debt
 */
public record Reply(
    String id,
    Occasion occasion,
    List<byte[]> addresses,
    String text,
    Instant saidAt,
    ZoneId zone,
    String country,
    Currency currency) {

  public Reply {
    addresses = List.copyOf(addresses);
  }
}
