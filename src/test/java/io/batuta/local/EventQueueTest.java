package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.local.SimulatedEvent.Webhook;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private static final Instant NINE = Instant.parse("2026-11-23T14:00:00Z");

  @Test
  void events_come_by_time_then_debtor_then_sequence_whatever_the_order_they_were_added_in() {
    List<SimulatedEvent> inOrder =
        List.of(
            event(NINE, "A", 0),
            event(NINE, "A", 1),
            event(NINE, "B", 0),
            event(NINE.plusSeconds(1), "A", 0),
            event(NINE.plusSeconds(60), "A", 0));
    for (int seed = 0; seed < 20; seed++) {
      List<SimulatedEvent> shuffled = new ArrayList<>(inOrder);
      Collections.shuffle(shuffled, new Random(seed));
      EventQueue queue = new EventQueue();
      shuffled.forEach(queue::add);
      assertEquals(inOrder, queue.takeUntil(NINE.plusSeconds(60)));
    }
  }

  @Test
  void what_lies_ahead_stays() {
    EventQueue queue = new EventQueue();
    queue.add(event(NINE, "A", 0));
    queue.add(event(NINE.plusNanos(1), "A", 1));
    assertEquals(1, queue.takeUntil(NINE).size());
    assertEquals(List.of(), queue.takeUntil(NINE));
    assertEquals(1, queue.size());
  }

  @Test
  void the_same_report_twice_is_two_events() {
    EventQueue queue = new EventQueue();
    queue.add(event(NINE, "A", 0));
    queue.add(event(NINE, "A", 0));
    assertEquals(2, queue.takeUntil(NINE).size());
  }

  private static SimulatedEvent event(Instant at, String debtor, int sequence) {
    return new SimulatedEvent(at, "demo", debtor, sequence, Webhook.SANDBOX, new JsonObject());
  }
}
