package io.batuta.callback;

import io.batuta.channel.ProviderEvent.Kind;
import io.batuta.channel.RawCallback;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A provider's call, proven and read, on its way into the ledger.
 *
 * @param path what picked its reader
 */
record Call(String path, RawCallback raw, List<CallbackEvent> events) {

  /** What changes nothing but what we know: nobody is silenced and no contact ends by it. */
  private static final Set<Kind> PLAIN =
      Set.of(Kind.ACCEPTED, Kind.DELIVERED, Kind.READ, Kind.CLICKED, Kind.FAILED);

  Call {
    events = List.copyOf(events);
  }

  /** Whether it holds plain reports alone, or nothing. */
  boolean isPlain() {
    return events.stream().allMatch(event -> PLAIN.contains(event.said().kind()));
  }

  /** The now of a batch, never empty: when the last of it was received. */
  static Instant lastReceived(List<Call> calls) {
    return calls.stream()
        .map(call -> call.raw().receivedAt())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Bytes of it that are held until it is stored. */
  int weight() {
    return raw.body().length;
  }
}
