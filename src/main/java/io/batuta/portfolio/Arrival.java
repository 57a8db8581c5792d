package io.batuta.portfolio;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a file came: files of a creditor become the portfolio in that order, whenever they are read.
 *
 * @param at of the upload, not of its reading: a file that is tried again keeps it
 * @param key of the object; null where the file came over HTTP
 * @param sequencer S3's order of what came under one key, hexadecimal; null where it told none
 */
record Arrival(Instant at, @Nullable String key, @Nullable String sequencer) {

  /** Over HTTP: it comes when its request does. */
  static Arrival now(Instant now) {
    return new Arrival(now, null, null);
  }

  /** Into the bucket; where the event does not say when, it comes when it is told. */
  static Arrival of(StoredFile file, Instant now) {
    Instant told = file.arrivedAt();
    return new Arrival(told == null ? now : told, file.key(), file.arrival());
  }
}
