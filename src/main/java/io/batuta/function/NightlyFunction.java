package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.channel.JsonPayload;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code nightly}: cuts tonight and orders its shards, or plans one shard. Called by a schedule
 * with {@code {}}, with a {@link NightEvent}, or by the queue of shard orders.
 */
@Named("nightly")
public class NightlyFunction implements RequestHandler<Map<String, Object>, Object> {

  private final Clock clock;
  private final NightCalls calls;

  NightlyFunction(Clock clock, NightCalls calls) {
    this.clock = clock;
    this.calls = calls;
  }

  /**
   * @return a {@link NightAnswer}; to a queue, a {@link BatchAnswer}
   * @throws IllegalArgumentException if the event asks for what there is not; names the field
   */
  @Override
  public Object handleRequest(@Nullable Map<String, Object> event, Context context) {
    Instant until = TimeLeft.end(context, clock);
    JsonPayload json = Events.read(event);
    if (!SqsBatch.isOne(json)) {
      NightEvent asked = NightEvent.read(json);
      return TimeLeft.await(context, () -> calls.work(asked, until));
    }
    SqsBatch orders = SqsBatch.of(json);
    return TimeLeft.await(context, () -> orders.each(1, order -> plan(order, until)));
  }

  private Uni<NightAnswer> plan(SqsBatch.SqsRecord order, Instant until) {
    return calls.work(NightEvent.read(JsonPayload.parse(order.body())), until);
  }
}
