package io.batuta.dispatch;

import static io.batuta.dispatch.Due.EVENING;
import static io.batuta.dispatch.Due.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import io.batuta.time.SimulatedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One call at a time, to a provider that turned slow: each call takes ten seconds. */
class SenderTest {

  private final SimulatedClock clock = new SimulatedClock(NOON);
  private final RecordingGateway slow =
      RecordingGateway.answering(
          "slow",
          message -> {
            clock.advanceTo(clock.instant().plusSeconds(10));
            return new SendOutcome.Accepted("m-" + message.contact().value());
          });

  /** Whoever paid meanwhile is not called by a judgement of before. */
  @ParameterizedTest
  @CsvSource({
    "0, PT1H, 3", // at 0, 10 and 20 seconds; at 30 the judgement is stale
    "1, PT1H, 3",
    "15, PT1H, 2",
    "30, PT1H, 0",
    "0, PT15S, 2" // the run's own time is over first
  })
  void what_waited_half_a_minute_since_it_was_judged_is_put_off_and_not_called(
      int secondsAgo, Duration left, int called) {
    Instant marked = NOON.minusSeconds(secondsAgo);
    Sender sender = new Sender(slow, 1, clock, NOON.plus(left));
    List<Answer> answers = sender.send(messages(5), marked).await().indefinitely();
    assertEquals(called, slow.calls.size());
    assertEquals(called, answers.stream().filter(Answer::called).count());
    List<SendOutcome> putOff =
        answers.stream().filter(answer -> !answer.called()).map(Answer::outcome).toList();
    assertEquals(5 - called, putOff.size());
    putOff.forEach(
        outcome -> assertEquals(new SendOutcome.Deferred(Duration.ZERO, "no-time"), outcome));
  }

  private static List<OutboundMessage> messages(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new OutboundMessage(
                    new ContactId(new UUID(0, i)),
                    true,
                    Channel.SMS,
                    "+573333500001",
                    "BANCO",
                    null,
                    "Hola",
                    EVENING,
                    Duration.ofSeconds(10)))
        .toList();
  }
}
