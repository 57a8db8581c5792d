package io.batuta.local;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * How messages of one channel fare, as {@code sample/behaviour.yaml} says; shares in per cent.
 *
 * @param threaded a reply says which message it answers
 */
record Habits(
    double throttled,
    double refused,
    double answerLost,
    double delivered,
    double failed,
    Span deliveredSeconds,
    double addressDead,
    double read,
    Span readMinutes,
    double clicked,
    double replied,
    Span replyMinutes,
    double complained,
    boolean threaded) {

  /** From least to most, both included. */
  record Span(long least, long most) {
    static Span of(JsonArray pair) {
      return new Span(pair.getLong(0), pair.getLong(1));
    }

    long draw(Chance chance, String question) {
      return chance.between(question, least, most);
    }
  }

  static Habits of(JsonObject json) {
    return new Habits(
        json.getDouble("throttled"),
        json.getDouble("refused"),
        json.getDouble("answerLost"),
        json.getDouble("delivered"),
        json.getDouble("failed"),
        Span.of(json.getJsonArray("deliveredSeconds")),
        json.getDouble("addressDead"),
        json.getDouble("read"),
        Span.of(json.getJsonArray("readMinutes")),
        json.getDouble("clicked"),
        json.getDouble("replied"),
        Span.of(json.getJsonArray("replyMinutes")),
        json.getDouble("complained"),
        json.getBoolean("threaded"));
  }
}
