package io.batuta.dispatch;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.Money;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What a channel may cost, and has cost so far, in the creditor's day and month.
 *
 * @param day null: no bound
 * @param month null: no bound
 */
public record SpendLine(
    CreditorId creditor,
    Channel channel,
    Currency currency,
    @Nullable Money day,
    @Nullable Money month,
    long dayMicros,
    long monthMicros) {

  private static final int MICROS = 6;

  static SpendLine read(Row row) {
    Currency currency = Currency.getInstance(row.getString("currency"));
    return new SpendLine(
        new CreditorId(row.getInteger("creditor_id")),
        Channel.valueOf(row.getString("channel")),
        currency,
        money(row.getLong("day_minor"), currency),
        money(row.getLong("month_minor"), currency),
        row.getLong("day_micros"),
        row.getLong("month_micros"));
  }

  /** What may still be spent now; below zero where more was spent than a new limit allows. */
  long leftMicros() {
    return Math.min(left(day, dayMicros), left(month, monthMicros));
  }

  /** How much of the nearer limit is spent, in whole percent, rounded down. */
  public long percent() {
    return Math.max(percent(day, dayMicros), percent(month, monthMicros));
  }

  private static long left(@Nullable Money limit, long spent) {
    return limit == null ? Long.MAX_VALUE : micros(limit) - spent;
  }

  private static long percent(@Nullable Money limit, long spent) {
    if (limit == null) {
      return 0;
    }
    return limit.minor() == 0 ? 100 : Math.multiplyExact(spent, 100L) / micros(limit);
  }

  private static long micros(Money amount) {
    return amount.amount().movePointRight(MICROS).longValueExact();
  }

  private static @Nullable Money money(@Nullable Long minor, Currency currency) {
    return minor == null ? null : new Money(minor, currency);
  }
}
