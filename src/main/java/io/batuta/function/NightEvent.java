package io.batuta.function;

import io.batuta.channel.JsonPayload;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code nightly} can be asked for. Everything is optional: {@code {}} is tonight, of
 * everyone.
 *
 * @param creditor its code; null: every creditor
 * @param date the business date; null: the one that the creditor's night leads to
 * @param shard the one to plan, from 0; null: cut the night and order its shards
 * @param shards into how many the night is cut, 1 to 1000; null: as configured
 * @param dryRun only say what the night would do
 */
record NightEvent(
    @Nullable String creditor,
    @Nullable LocalDate date,
    @Nullable Integer shard,
    @Nullable Integer shards,
    boolean dryRun) {

  private static final Set<String> FIELDS = Set.of("creditor", "date", "shard", "shards", "dryRun");

  private static final int MOST_SHARDS = 1_000;

  /**
   * @throws IllegalArgumentException if a field is unknown or not what it should be; the message
   *     begins with its name
   */
  static NightEvent read(JsonPayload event) {
    Events.requireOnly(event, FIELDS);
    Integer shards = Events.number(event, "shards", 1, MOST_SHARDS);
    Integer shard = Events.number(event, "shard", 0, (shards == null ? MOST_SHARDS : shards) - 1);
    String creditor = creditor(event);
    boolean dryRun = dryRun(event);
    if (shard != null && (creditor == null || dryRun)) {
      throw new IllegalArgumentException(
          "shard: is of one creditor's night, and of no dry run: name the creditor");
    }
    return new NightEvent(creditor, date(event), shard, shards, dryRun);
  }

  private static @Nullable String creditor(JsonPayload event) {
    Object value = event.json().getValue("creditor");
    if (value == null || value instanceof String text && !text.isBlank()) {
      return (String) value;
    }
    throw new IllegalArgumentException("creditor: must be a creditor's code");
  }

  private static @Nullable LocalDate date(JsonPayload event) {
    Object value = event.json().getValue("date");
    if (value == null) {
      return null;
    }
    try {
      if (value instanceof String text) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // said below, with what it should be
    }
    throw new IllegalArgumentException("date: cannot be read; write it as 2026-11-23");
  }

  private static boolean dryRun(JsonPayload event) {
    Object value = event.json().getValue("dryRun");
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw new IllegalArgumentException("dryRun: must be true or false");
  }
}
