package io.batuta.local;

import io.vertx.core.json.JsonObject;

/** What several creditors come to together: numbers are added, name by name and level by level. */
final class Totals {

  private Totals() {}

  /**
   * @param byName counts of each; what is no number and holds none is left out, and so are {@code
   *     law}s, which do not add up
   */
  static JsonObject of(JsonObject byName) {
    JsonObject total = new JsonObject();
    byName.fieldNames().forEach(name -> add(byName.getJsonObject(name), total));
    return total;
  }

  private static void add(JsonObject counts, JsonObject total) {
    for (String name : counts.fieldNames()) {
      Object value = counts.getValue(name);
      if (value instanceof Number number) {
        total.put(name, total.getLong(name, 0L) + number.longValue());
      } else if (value instanceof JsonObject part && !name.equals("law")) {
        JsonObject sums = total.getJsonObject(name, new JsonObject());
        add(part, sums);
        total.put(name, sums);
      }
    }
  }
}
