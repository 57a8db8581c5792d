package io.batuta.function;

import io.batuta.channel.JsonPayload;
import io.batuta.portfolio.StoredFile;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells which objects came, from either of S3's two ways to say so: through EventBridge, or the
 * plain notification, whose keys are encoded as in a URL.
 */
final class UploadEvent {

  private UploadEvent() {}

  /**
   * @return none for the test message that S3 sends when it is set up
   * @throws IllegalArgumentException if it is neither; names the field
   */
  static List<StoredFile> files(JsonPayload event) {
    if (event.has("detail")) {
      requireText(event, "source", "aws.s3");
      requireText(event, "detail-type", "Object Created");
      JsonPayload detail = event.requiredObject("detail");
      JsonPayload object = detail.requiredObject("object");
      return List.of(
          file(
              detail,
              object,
              object.requiredText("key"),
              "etag",
              "version-id",
              instant(event, "time")));
    }
    if ("s3:TestEvent".equals(event.json().getValue("Event"))) {
      return List.of();
    }
    if (!event.has("Records")) {
      throw new IllegalArgumentException("Records: missing, and so is detail: no event of S3");
    }
    List<StoredFile> files = new ArrayList<>();
    for (Object item : event.array("Records")) {
      if (!(item instanceof JsonObject json)) {
        throw new IllegalArgumentException("Records[" + files.size() + "]: not an object");
      }
      files.add(notified(new JsonPayload(json)));
    }
    return files;
  }

  private static StoredFile notified(JsonPayload record) {
    requireText(record, "eventSource", "aws:s3");
    if (!record.requiredText("eventName").startsWith("ObjectCreated:")) {
      throw new IllegalArgumentException("eventName: must be one of ObjectCreated");
    }
    JsonPayload s3 = record.requiredObject("s3");
    JsonPayload object = s3.requiredObject("object");
    return file(
        s3,
        object,
        decoded(object.requiredText("key")),
        "eTag",
        "versionId",
        instant(record, "eventTime"));
  }

  private static String decoded(String key) {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key: is not encoded as in a URL", e);
    }
  }

  private static StoredFile file(
      JsonPayload place,
      JsonPayload object,
      String key,
      String tag,
      String version,
      @Nullable Instant arrivedAt) {
    return new StoredFile(
        place.requiredObject("bucket").requiredText("name"),
        key,
        text(object, version),
        text(object, tag),
        size(object),
        text(object, "sequencer"),
        arrivedAt);
  }

  private static @Nullable Instant instant(JsonPayload event, String field) {
    String told = text(event, field);
    try {
      return told == null ? null : Instant.parse(told);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(field + ": must be an instant of RFC 3339", e);
    }
  }

  private static @Nullable Long size(JsonPayload object) {
    Object size = object.json().getValue("size");
    if (size == null || size instanceof Number) {
      return size == null ? null : ((Number) size).longValue();
    }
    throw new IllegalArgumentException("size: must be a number");
  }

  private static @Nullable String text(JsonPayload object, String field) {
    return object.text(field).filter(text -> !text.isBlank()).orElse(null);
  }

  private static void requireText(JsonPayload event, String field, String expected) {
    if (!expected.equals(event.json().getValue(field))) {
      throw new IllegalArgumentException(field + ": must be " + expected);
    }
  }
}
