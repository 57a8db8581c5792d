package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.local.Behaviour.Answer;
import io.batuta.local.Behaviour.Reaction;
import io.batuta.portfolio.Channel;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BehaviourTest {

  private static final int MANY = 20_000;

  private final Behaviour behaviour = Behaviour.ofTheSample();

  @Test
  void the_same_seed_debtor_night_and_step_always_behave_the_same() {
    for (int debtor = 0; debtor < 500; debtor++) {
      assertEquals(
          behaviour.reactions(chance(debtor), Channel.SMS),
          Behaviour.ofTheSample().reactions(chance(debtor), Channel.SMS));
    }
  }

  @Test
  void a_known_draw_stays_what_it_is_on_every_machine_and_java() {
    assertEquals(0.4, Chance.of(1, "D-1", "20780/0").draw("arrival"), 0.6);
    assertEquals(
        Chance.of(1, "D-1", "20780/0").draw("arrival"),
        Chance.of(1, "D-1", "20780/0").draw("arrival"));
    assertNotEquals(
        Chance.of(1, "D-1", "20780/0").draw("arrival"),
        Chance.of(2, "D-1", "20780/0").draw("arrival"));
  }

  @Test
  void draws_are_even() {
    int[] tenths = new int[10];
    IntStream.range(0, MANY).forEach(i -> tenths[(int) (chance(i).draw("x") * 10)]++);
    for (int count : tenths) {
      assertEquals(MANY / 10.0, count, MANY / 10.0 * 0.1);
    }
  }

  @Test
  void shares_are_those_of_the_file() {
    assertShare(93, "delivered", Channel.SMS);
    assertShare(5, "failed", Channel.SMS);
    assertShare(95, "delivered", Channel.EMAIL);
    assertShare(0.95 * 38, "read", Channel.EMAIL);
    assertShare(0.93 * 9, "replied", Channel.SMS);
  }

  @Test
  void a_carrier_asks_to_come_again_only_once() {
    long throttled = answers(Answer.THROTTLED, false);
    assertTrue(throttled > 0, "some are sent away");
    assertEquals(0, answers(Answer.THROTTLED, true));
    assertEquals(answers(Answer.REFUSED, false), answers(Answer.REFUSED, true));
  }

  @Test
  void what_did_not_arrive_is_neither_read_nor_answered() {
    IntStream.range(0, MANY)
        .mapToObj(i -> behaviour.reactions(chance(i), Channel.EMAIL))
        .filter(reactions -> reactions.stream().noneMatch(r -> r.type().equals("delivered")))
        .forEach(
            reactions -> assertTrue(reactions.stream().allMatch(r -> r.type().equals("failed"))));
  }

  @Test
  void some_reports_come_twice_and_some_come_late() {
    List<Reaction> all =
        IntStream.range(0, MANY)
            .mapToObj(i -> behaviour.reactions(chance(i), Channel.EMAIL))
            .flatMap(List::stream)
            .toList();
    assertEquals(0.02, share(all.stream().filter(Reaction::twice).count(), all.size()), 0.005);
    assertEquals(
        0.03,
        share(
            all.stream().filter(r -> r.heardAfter().compareTo(Duration.ofMinutes(10)) >= 0).count(),
            all.size()),
        0.006);
  }

  private void assertShare(double percent, String type, Channel channel) {
    long count =
        IntStream.range(0, MANY)
            .mapToObj(i -> behaviour.reactions(chance(i), channel))
            .filter(reactions -> reactions.stream().anyMatch(r -> r.type().equals(type)))
            .count();
    assertEquals(percent, share(count, MANY) * 100, 1, type + " on " + channel);
  }

  private long answers(Answer answer, boolean again) {
    return IntStream.range(0, MANY)
        .filter(i -> behaviour.answer(chance(i), Channel.SMS, again) == answer)
        .count();
  }

  private static double share(long count, int of) {
    return (double) count / of;
  }

  private static Chance chance(int debtor) {
    return Chance.of(1, "D-" + debtor, "20780/0");
  }
}
