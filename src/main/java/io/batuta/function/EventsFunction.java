package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.callback.Answer;
import io.batuta.callback.CallbackIntake;
import io.batuta.channel.JsonPayload;
import io.batuta.function.SqsBatch.SqsRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code events}: what providers report through queues (SNS envelopes in SQS) and logs (SNS' SMS
 * delivery logs). What is forged or not to be understood is kept for study, not brought again.
 */
@Named("events")
public class EventsFunction implements RequestHandler<Map<String, Object>, Object> {

  /** Amazon's door: envelopes, and the bare payloads of logs. */
  private static final String PATH = "sns";

  private static final int AT_ONCE = 8;

  private final Clock clock;
  private final CallbackIntake intake;

  EventsFunction(Clock clock, CallbackIntake intake) {
    this.clock = clock;
    this.intake = intake;
  }

  /**
   * @return to a queue, a {@link BatchAnswer}; to a log, how many lines were taken over
   * @throws IllegalArgumentException if it is neither; names the field
   * @throws IllegalStateException if a line of a log could not be taken over: it comes again
   */
  @Override
  public Object handleRequest(@Nullable Map<String, Object> event, Context context) {
    Instant until = TimeLeft.end(context, clock);
    JsonPayload json = Events.read(event);
    if (LogEvents.isOne(json)) {
      List<byte[]> lines = LogEvents.lines(json);
      return TimeLeft.await(context, () -> logged(lines, until));
    }
    if (!SqsBatch.isOne(json)) {
      throw new IllegalArgumentException("Records: missing, and so is awslogs");
    }
    SqsBatch batch = SqsBatch.of(json);
    return TimeLeft.await(context, () -> batch.each(AT_ONCE, record -> queued(record, until)));
  }

  private Uni<Answer> queued(SqsRecord record, Instant until) {
    Instant now = clock.instant();
    byte[] body = record.body().getBytes(StandardCharsets.UTF_8);
    Instant queuedAt = record.sentAt() == null ? now : record.sentAt();
    return inTime(intake.acceptQueued(PATH, body, queuedAt, now), until);
  }

  private Uni<Map<String, Integer>> logged(List<byte[]> lines, Instant until) {
    return Multi.createFrom()
        .iterable(lines)
        .onItem()
        .transformToUni(
            line ->
                Uni.createFrom()
                    .deferred(
                        () -> inTime(intake.acceptTrusted(PATH, line, clock.instant()), until)))
        // All lines are heard out before a failure is told; what is stored already comes to
        // nothing.
        .collectFailures()
        .merge(AT_ONCE)
        .collect()
        .asList()
        .map(taken -> Map.of("lines", taken.size()));
  }

  /** Fails when it was not taken over: that is ours to mend, and it has to come again. */
  private Uni<Answer> inTime(Uni<Answer> taken, Instant until) {
    Duration left = Duration.between(clock.instant(), until);
    return taken
        .ifNoItem()
        .after(left.isPositive() ? left : Duration.ofMillis(1))
        .recoverWithItem(new Answer.Unavailable("out of time"))
        .invoke(
            answer -> {
              if (answer instanceof Answer.Unavailable ours) {
                throw new IllegalStateException("not taken over: " + ours.why());
              }
              if (answer instanceof Answer.UnknownPath) {
                throw new IllegalStateException("nobody reads " + PATH);
              }
            });
  }
}
