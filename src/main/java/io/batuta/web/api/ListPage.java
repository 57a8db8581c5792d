package io.batuta.web.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next give it as {@code after} to read on; null at the end
 */
public record ListPage<T>(List<T> items, @Nullable String next) {

  static final int LARGEST = 500;

  /** How many may be asked for: 1 to 500, 100 when nothing is said. */
  static int limit(@Nullable Integer asked) {
    int limit = asked == null ? 100 : asked;
    if (limit < 1 || limit > LARGEST) {
      throw Problem.invalid(
          "The list cannot be cut so",
          List.of(new Problem.Violation("limit", "must be between 1 and " + LARGEST)));
    }
    return limit;
  }

  /** A full page goes on; a shorter one is the last. */
  static <R, T> ListPage<T> of(
      List<R> rows, int limit, Function<R, T> shape, Function<R, String> key) {
    return new ListPage<>(
        rows.stream().map(shape).toList(), rows.size() < limit ? null : key.apply(rows.getLast()));
  }
}
