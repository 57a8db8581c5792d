package io.batuta.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many are marked SENDING at a time follows how fast the provider takes them. */
class PaceTest {

  private final Pace pace = new Pace(20, 100);

  @Test
  void begins_with_what_is_called_at_a_time() {
    assertEquals(20, pace.next());
    assertEquals(5, new Pace(20, 5).next());
  }

  @Test
  void takes_twice_as_many_after_a_short_full_batch_up_to_the_most() {
    pace.took(20, Duration.ofMillis(100));
    assertEquals(40, pace.next());
    pace.took(40, Duration.ofMillis(100));
    pace.took(80, Duration.ofMillis(100));
    assertEquals(100, pace.next());
  }

  @Test
  void a_batch_that_was_not_full_says_nothing_of_more() {
    pace.took(7, Duration.ZERO);
    assertEquals(20, pace.next());
  }

  @Test
  void takes_half_after_a_long_batch_and_never_fewer_than_it_calls() {
    pace.took(20, Duration.ofMillis(100));
    pace.took(40, Duration.ofMillis(500));
    assertEquals(40, pace.next());
    pace.took(40, Duration.ofSeconds(2));
    assertEquals(20, pace.next());
    pace.took(20, Duration.ofSeconds(9));
    assertEquals(20, pace.next());
  }
}
