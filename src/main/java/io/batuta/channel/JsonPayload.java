package io.batuta.channel;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A provider's JSON, read with distrust: what has another shape than promised is {@link Malformed},
 * whatever it is instead. Nesting is bounded by the parser (1,000 levels).
 */
public record JsonPayload(JsonObject json) {

  /** Not what the provider promises. The message names the field, never its value. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    public Malformed(String why) {
      super(why);
      this.why = why;
    }

    public String why() {
      return why;
    }
  }

  /**
   * @throws Malformed if the bytes are not UTF-8, or not one JSON object
   */
  public static JsonPayload parse(byte[] body) {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      throw new Malformed("the body is not UTF-8");
    }
  }

  /**
   * @throws Malformed if it is not one JSON object
   */
  public static JsonPayload parse(String text) {
    try {
      return new JsonPayload(new JsonObject(text));
    } catch (DecodeException | ClassCastException e) {
      throw new Malformed("the body is not a JSON object");
    }
  }

  public boolean has(String key) {
    return json.getValue(key) != null;
  }

  /** The text there; empty when there is none. Numbers and truth values are given as text. */
  public Optional<String> text(String key) {
    Object value = json.getValue(key);
    if (value instanceof JsonObject || value instanceof JsonArray) {
      throw new Malformed(key + " is not a text");
    }
    return Optional.ofNullable(value).map(Object::toString);
  }

  public String requiredText(String key) {
    return text(key).filter(text -> !text.isBlank()).orElseThrow(() -> new Malformed("no " + key));
  }

  public boolean flag(String key) {
    return json.getValue(key) instanceof Boolean flag && flag;
  }

  public Optional<JsonPayload> object(String key) {
    Object value = json.getValue(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonObject object) {
      return Optional.of(new JsonPayload(object));
    }
    throw new Malformed(key + " is not an object");
  }

  public JsonPayload requiredObject(String key) {
    return object(key).orElseThrow(() -> new Malformed("no " + key));
  }

  /** What stands in the array there; empty when there is none. */
  public List<Object> array(String key) {
    Object value = json.getValue(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof JsonArray array) {
      return array.stream().map(item -> item == null ? "" : item).toList();
    }
    throw new Malformed(key + " is not an array");
  }

  /** An RFC 3339 time. */
  public Instant requiredInstant(String key) {
    try {
      return OffsetDateTime.parse(requiredText(key)).toInstant();
    } catch (DateTimeParseException e) {
      throw new Malformed(key + " is not a time");
    }
  }
}
