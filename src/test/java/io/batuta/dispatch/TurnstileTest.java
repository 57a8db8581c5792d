package io.batuta.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Never more under way than there are places, and no place is lost. */
class TurnstileTest {

  private final Turnstile turnstile = new Turnstile(2);
  private final List<UniEmitter<? super Integer>> underWay = new ArrayList<>();
  private final List<Object> ended = new ArrayList<>();

  @Test
  void the_third_begins_when_one_of_two_has_ended_in_order_of_arrival() {
    begin(4);
    assertEquals(2, underWay.size());
    underWay.get(0).complete(10);
    assertEquals(3, underWay.size());
    underWay.get(1).complete(11);
    assertEquals(4, underWay.size());
    assertEquals(List.of(10, 11), ended);
  }

  @Test
  void a_work_that_fails_gives_its_place_back() {
    begin(3);
    underWay.get(0).fail(new IllegalStateException("gone"));
    assertEquals(3, underWay.size());
    assertEquals(List.of("gone"), ended);
  }

  @Test
  void a_work_that_is_given_up_gives_its_place_back() {
    var givenUp =
        turnstile.pass(() -> Uni.createFrom().<Integer>nothing()).subscribe().with(i -> {});
    begin(2);
    assertEquals(1, underWay.size());
    givenUp.cancel();
    assertEquals(2, underWay.size());
  }

  @Test
  void works_that_end_at_once_do_not_pile_up() {
    List<Integer> done =
        Multi.createFrom()
            .range(0, 100_000)
            .onItem()
            .transformToUni(i -> turnstile.pass(() -> Uni.createFrom().item(i)))
            .merge(8)
            .collect()
            .asList()
            .await()
            .indefinitely();
    assertEquals(100_000, done.size());
  }

  private void begin(int works) {
    for (int i = 0; i < works; i++) {
      turnstile
          .pass(() -> Uni.createFrom().<Integer>emitter(underWay::add))
          .subscribe()
          .with(ended::add, fault -> ended.add(fault.getMessage()));
    }
  }
}
