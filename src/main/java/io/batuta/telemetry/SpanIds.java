package io.batuta.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.MDC;

/**
 * Gives each span the ids that a line of the log has ({@link LogIds}), and takes from those of
 * requests what may name a person: a path names debtors, an address its caller.
 */
@Singleton
public class SpanIds implements SpanProcessor {

  private static final List<AttributeKey<String>> MAY_NAME_A_PERSON =
      List.of(
          AttributeKey.stringKey("url.path"),
          AttributeKey.stringKey("url.query"),
          AttributeKey.stringKey("url.full"),
          AttributeKey.stringKey("client.address"),
          AttributeKey.stringKey("network.peer.address"),
          AttributeKey.stringKey("user_agent.original"));

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    for (String id : List.of(LogIds.RUN, LogIds.CREDITOR)) {
      if (MDC.get(id) instanceof String known) {
        span.setAttribute(id, known);
      }
    }
    for (AttributeKey<String> key : MAY_NAME_A_PERSON) {
      if (span.getAttribute(key) != null) {
        span.setAttribute(key, "");
      }
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    // What is said at the end is ours: a route, a status, a count.
  }

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
