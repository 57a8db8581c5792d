package io.batuta.local;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** What is still to happen, by time, debtor and sequence. Carriers add from any thread. */
final class EventQueue {

  private final PriorityQueue<SimulatedEvent> events = new PriorityQueue<>();

  synchronized void add(SimulatedEvent event) {
    events.add(event);
  }

  /** Takes out everything up to {@code now}, in order. */
  synchronized List<SimulatedEvent> takeUntil(Instant now) {
    List<SimulatedEvent> due = new ArrayList<>();
    for (SimulatedEvent next = events.peek();
        next != null && !next.at().isAfter(now);
        next = events.peek()) {
      due.add(events.remove());
    }
    return List.copyOf(due);
  }

  synchronized int size() {
    return events.size();
  }
}
