package io.batuta.function;

import io.batuta.channel.JsonPayload;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Events as Lambda hands them over, read with distrust. */
final class Events {

  private Events() {}

  /** An event that holds nothing may come as null. */
  static JsonPayload read(@Nullable Map<String, Object> event) {
    return new JsonPayload(event == null ? new JsonObject() : new JsonObject(event));
  }

  /**
   * @throws IllegalArgumentException if a field is none of these: a mistyped one must not be taken
   *     for an absent one
   */
  static void requireOnly(JsonPayload event, Set<String> known) {
    Set<String> unknown = new TreeSet<>(event.json().fieldNames());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          unknown.iterator().next() + ": no such field; known are " + new TreeSet<>(known));
    }
  }

  /**
   * A whole number; null when the field is absent.
   *
   * @throws IllegalArgumentException if it is something else, or not within the bounds
   */
  static @Nullable Integer number(JsonPayload event, String field, int least, int most) {
    Object value = event.json().getValue(field);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number
        && number.doubleValue() == number.longValue()
        && number.longValue() >= least
        && number.longValue() <= most) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        field + ": must be a whole number from " + least + " to " + most);
  }
}
