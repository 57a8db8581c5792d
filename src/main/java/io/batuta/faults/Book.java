package io.batuta.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the provider received, by our contact id. */
final class Book {

  /**
   * One contact at the provider.
   *
   * @param requests that were read whole
   * @param taken how often it went out to its debtor
   * @param again requests that came although the one before was not put off by the provider
   * @param last how the last request was treated
   * @param takenAt when it first went out; null: never
   */
  record Entry(
      UUID contact,
      String channel,
      int requests,
      int taken,
      int again,
      Conduct last,
      @Nullable Instant takenAt) {}

  private final Map<UUID, Entry> entries = new LinkedHashMap<>();
  private long unread;

  synchronized int requests(UUID contact) {
    Entry before = entries.get(contact);
    return before == null ? 0 : before.requests();
  }

  synchronized void received(UUID contact, String channel, Conduct conduct, Instant now) {
    Entry before = entries.get(contact);
    int requests = before == null ? 0 : before.requests();
    int taken = before == null ? 0 : before.taken();
    int again = before == null ? 0 : before.again();
    Instant takenAt = before == null ? null : before.takenAt();
    entries.put(
        contact,
        new Entry(
            contact,
            channel,
            requests + 1,
            taken + (conduct.takes ? 1 : 0),
            again + (before != null && before.last() != Conduct.LATER ? 1 : 0),
            conduct,
            takenAt == null && conduct.takes ? now : takenAt));
  }

  /** A connection was cut before its request was read: nobody knows whose it was. */
  synchronized void unread() {
    unread++;
  }

  synchronized long unreadRequests() {
    return unread;
  }

  synchronized List<Entry> entries() {
    return new ArrayList<>(entries.values());
  }

  synchronized Map<UUID, Entry> byContact() {
    return new LinkedHashMap<>(entries);
  }
}
