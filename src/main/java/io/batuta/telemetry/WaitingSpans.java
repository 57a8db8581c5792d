package io.batuta.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import java.util.concurrent.TimeUnit;

/**
 * Spans that ended and wait for their batch. Lambda freezes a process as soon as it has answered:
 * what waits then comes with the next call, or never.
 */
public final class WaitingSpans {

  /** A collector that takes longer costs its spans, and no call its time. */
  private static final long PATIENCE_SECONDS = 2;

  private WaitingSpans() {}

  /** Sends them and waits for it; does nothing where traces are off. Blocks. */
  public static void send() {
    ArcContainer container = Arc.container();
    if (container != null
        && container.instance(OpenTelemetry.class).get() instanceof OpenTelemetrySdk sdk) {
      sdk.getSdkTracerProvider().forceFlush().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
