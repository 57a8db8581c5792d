package io.batuta.telemetry;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * A line of the log as one JSON object, so that a log group can be searched by its fields: {@code
 * timestamp}, {@code level}, {@code logger}, {@code message}, the ids of {@link LogIds}, and of a
 * failure {@code error} and {@code stack}.
 */
final class JsonLines extends ExtFormatter {

  /** CloudWatch takes 256 KB a line; the first frames say most. */
  private static final int MOST_STACK_CHARS = 16_000;

  @Override
  public String format(ExtLogRecord record) {
    JsonObject line =
        new JsonObject()
            .put("timestamp", record.getInstant().toString())
            .put("level", record.getLevel().getName())
            .put("logger", record.getLoggerName())
            .put("message", record.getFormattedMessage());
    record.getMdcCopy().forEach(line::put);
    Throwable failure = record.getThrown();
    if (failure != null) {
      line.put("error", failure.getClass().getName()).put("stack", stack(failure));
    }
    return line.encode() + "\n";
  }

  private static String stack(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    String whole = text.toString();
    return whole.length() <= MOST_STACK_CHARS ? whole : whole.substring(0, MOST_STACK_CHARS) + "…";
  }
}
