package io.batuta.function;

import io.batuta.channel.JsonPayload;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What a CloudWatch Logs subscription brings: {@code {"awslogs":{"data": base64 of gzip of JSON}}}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">AWS</a>
 */
final class LogEvents {

  /** Lambda takes 6 MB, and log lines pack some ten to one; gzip could do a thousand. */
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private LogEvents() {}

  static boolean isOne(JsonPayload event) {
    return event.has("awslogs");
  }

  /**
   * The lines as they were written to the log; none of a control message, by which CloudWatch finds
   * out whether we are there.
   *
   * @throws IllegalArgumentException if it is not such an event; names the field
   */
  static List<byte[]> lines(JsonPayload event) {
    JsonPayload data = unpacked(event.requiredObject("awslogs").requiredText("data"));
    String type = data.requiredText("messageType");
    if (type.equals("CONTROL_MESSAGE")) {
      return List.of();
    }
    if (!type.equals("DATA_MESSAGE")) {
      throw new IllegalArgumentException("messageType: must be DATA_MESSAGE or CONTROL_MESSAGE");
    }
    List<byte[]> lines = new ArrayList<>();
    for (Object item : data.array("logEvents")) {
      if (!(item instanceof JsonObject line)
          || !(line.getValue("message") instanceof String text)) {
        throw new IllegalArgumentException("logEvents[" + lines.size() + "]: no message");
      }
      lines.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return lines;
  }

  private static JsonPayload unpacked(String data) {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data)))) {
      byte[] json = in.readNBytes(MOST_BYTES + 1);
      if (json.length > MOST_BYTES) {
        throw new IllegalArgumentException("awslogs.data: unpacks to more than 64 MiB");
      }
      return JsonPayload.parse(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("awslogs.data: is no gzip, or a damaged one", e);
    } catch (JsonPayload.Malformed e) {
      throw new IllegalArgumentException("awslogs.data: " + e.why(), e);
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith("awslogs")
          ? e
          : new IllegalArgumentException("awslogs.data: is no base64", e);
    }
  }
}
