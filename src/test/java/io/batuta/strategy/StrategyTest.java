package io.batuta.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyTest {

  private static final PreviousStep SILENCE = PreviousStep.of(true, false, false);
  private static final PreviousStep ANSWER = PreviousStep.of(true, true, false);
  private static final PreviousStep LATE_BOUNCE = PreviousStep.of(true, false, true);

  private final Ladder ladder =
      new Ladder(
          List.of(
              rung(Channel.SMS, RungCondition.ALWAYS),
              rung(Channel.EMAIL, RungCondition.NOT_DELIVERED),
              rung(Channel.WHATSAPP, RungCondition.NO_ANSWER)));

  @Test
  void a_ladder_is_read_back_as_it_was_written() {
    assertEquals(ladder, Strategy.parse(new JsonObject(ladder.toJson().encode())));
    assertEquals("ladder", ladder.toJson().getString("type"));
  }

  @Test
  void what_a_rung_does_not_say_has_a_default() {
    StrategyReading read =
        Strategy.parse(
            new JsonObject(
                """
                {"type":"ladder","rungs":[{"channel":"SMS","wait":"PT4H"}]}"""));
    assertEquals(
        new Ladder(
            List.of(
                new Rung(
                    Channel.SMS,
                    Duration.ofHours(4),
                    RungCondition.ALWAYS,
                    LocalTime.of(8, 0),
                    Duration.ZERO))),
        read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                          | type             | missing
          {"type":"bandit"}                                                           | type             | bandit
          {"type":7}                                                                  | type             | 7
          {"type":"ladder"}                                                           | rungs            | missing
          {"type":"ladder","rungs":{}}                                                | rungs            | missing
          {"type":"ladder","rungs":[]}                                                | rungs            | 1 to 10
          {"type":"ladder","rungs":[1,2,3,4,5,6,7,8,9,10,11]}                         | rungs            | 11 rungs
          {"type":"ladder","rungs":[7]}                                               | rungs[0]         | no object
          {"type":"ladder","steps":[],"rungs":[]}                                     | steps            | not known
          {"type":"ladder","rungs":[{"wait":"PT1H"}]}                                 | rungs[0].channel | missing
          {"type":"ladder","rungs":[{"channel":"FAX","wait":"PT1H"}]}                 | rungs[0].channel | FAX
          {"type":"ladder","rungs":[{"channel":"SMS"}]}                               | rungs[0].wait    | missing
          {"type":"ladder","rungs":[{"channel":"SMS","wait":"4 hours"}]}              | rungs[0].wait    | 4 hours
          {"type":"ladder","rungs":[{"channel":"SMS","wait":"P31D"}]}                 | rungs[0].wait    | P30D
          {"type":"ladder","rungs":[{"channel":"SMS","wait":"PT0S"}]}                 | rungs[0].wait    | PT0S
          {"type":"ladder","rungs":[{"channel":"SMS","wait":"PT1H","condition":"MAYBE"}]} | rungs[0].condition | NO_ANSWER
          {"type":"ladder","rungs":[{"channel":"SMS","wait":"PT1H","from":"25:00"}]}  | rungs[0].from    | 25:00
          {"type":"ladder","rungs":[{"channel":"SMS","wait":"PT1H","from":"20:00","spread":"PT4H"}]} | rungs[0].spread | midnight
          {"type":"ladder","rungs":[{"channel":"SMS","wait":"PT1H","spread":"-PT1H"}]} | rungs[0].spread  | -PT1H
          {"type":"ladder","rungs":[{"chanel":"SMS","wait":"PT1H"}]}                  | rungs[0].chanel  | channel
          """)
  void a_wrong_definition_says_where_and_what(String definition, String field, String word) {
    BadStrategy bad =
        assertInstanceOf(BadStrategy.class, Strategy.parse(new JsonObject(definition)));
    assertEquals(field, bad.field());
    assertTrue(bad.message().contains(word), bad.message());
  }

  @Test
  void a_night_begins_at_the_first_rung() {
    assertEquals(treat(0), ladder.decide(facts(Map.of(), PreviousStep.NONE), 0));
  }

  @Test
  void the_next_rung_is_the_first_whose_condition_holds() {
    assertEquals(treat(2), ladder.decide(facts(Map.of(), SILENCE), 1));
    assertEquals(treat(1), ladder.decide(facts(Map.of(), LATE_BOUNCE), 1));
    assertEquals(leave(Reason.CONDITION), ladder.decide(facts(Map.of(), ANSWER), 1));
  }

  @Test
  void a_channel_that_is_closed_to_the_member_is_skipped() {
    Map<Channel, Reason> noPhone = Map.of(Channel.SMS, Reason.NO_CONTACT_POINT);
    assertEquals(treat(1), ladder.decide(facts(noPhone, PreviousStep.NONE), 0));
  }

  @Test
  void with_every_channel_closed_the_first_says_why() {
    Map<Channel, Reason> none =
        Map.of(
            Channel.SMS, Reason.OPTED_OUT,
            Channel.EMAIL, Reason.NO_CONTACT_POINT,
            Channel.WHATSAPP, Reason.NO_ROUTE);
    assertEquals(leave(Reason.OPTED_OUT), ladder.decide(facts(none, PreviousStep.NONE), 0));
    assertEquals(leave(Reason.NO_ROUTE), ladder.decide(facts(none, SILENCE), 1));
  }

  @Test
  void the_hold_out_is_permanent_nested_and_of_the_size_asked_for() {
    CreditorId bank = new CreditorId(7);
    Experiment ten = new Experiment(10);
    Experiment twenty = new Experiment(20);
    List<DebtorId> held = people().filter(one -> ten.holdsOut(bank, one)).toList();
    assertTrue(held.size() > 9_500 && held.size() < 10_500, "held out: " + held.size());
    assertTrue(held.stream().allMatch(one -> twenty.holdsOut(bank, one)));
    assertEquals(held, people().filter(one -> new Experiment(10).holdsOut(bank, one)).toList());
    assertEquals(0, people().filter(one -> new Experiment(0).holdsOut(bank, one)).count());
    assertEquals(100_000, people().filter(one -> new Experiment(100).holdsOut(bank, one)).count());
  }

  @Test
  void who_is_held_out_never_changes_with_a_release() {
    Experiment half = new Experiment(50);
    assertEquals(
        List.of(4L, 5L, 6L, 7L, 8L, 12L),
        LongStream.rangeClosed(1, 12)
            .filter(id -> half.holdsOut(new CreditorId(1), new DebtorId(id)))
            .boxed()
            .toList());
  }

  private static java.util.stream.Stream<DebtorId> people() {
    return LongStream.rangeClosed(1, 100_000).mapToObj(DebtorId::new);
  }

  private static MemberFacts facts(Map<Channel, Reason> barred, PreviousStep previous) {
    return new MemberFacts(barred, previous);
  }

  private Decision treat(int step) {
    return new Decision.Treat(step, ladder.rungs().get(step));
  }

  private static Decision leave(Reason reason) {
    return new Decision.Leave(reason);
  }

  private static Rung rung(Channel channel, RungCondition condition) {
    return new Rung(
        channel, Duration.ofHours(4), condition, LocalTime.of(9, 0), Duration.ofHours(2));
  }
}
