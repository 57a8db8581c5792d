package io.batuta.segment;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arguments of a statement that is put together from rules. What was bound before is used
 * again: campaigns repeat each other's constants.
 */
final class Bindings {

  /** Postgres counts a statement's arguments in sixteen bits. */
  private static final int MAX_ARGUMENTS = 65_535;

  private record Bound(Object value, String type) {}

  private final Map<Bound, Integer> places = new LinkedHashMap<>();

  /** Binds a value of its own SQL type and answers how the statement names it: {@code $4::date}. */
  String bind(Object value, String type) {
    int place = places.computeIfAbsent(new Bound(value, type), fresh -> places.size() + 1);
    if (place > MAX_ARGUMENTS) {
      throw new IllegalStateException("one statement has at most 65535 arguments");
    }
    return "$" + place + "::" + type;
  }

  Tuple arguments() {
    Tuple tuple = Tuple.tuple();
    places.keySet().forEach(argument -> tuple.addValue(argument.value()));
    return tuple;
  }

  /** How many the statement takes. */
  int size() {
    return places.size();
  }
}
