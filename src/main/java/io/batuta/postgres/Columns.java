package io.batuta.postgres;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Turns a list of values into the typed arrays that an {@code unnest} statement takes. */
public final class Columns {

  /** What one row has in this column; null for nothing. */
  @FunctionalInterface
  public interface Cell<R, T> {
    @Nullable T of(R row);
  }

  private Columns() {}

  /**
   * One column: the value of each row, in order, null where the row has none.
   *
   * @param array {@code Long[]::new} and the like; the reactive client takes only exactly typed
   *     arrays
   */
  @SuppressWarnings("NullAway") // the array's own type cannot say that its elements may be null
  public static <R, T> T[] column(List<R> rows, Cell<R, T> cell, IntFunction<T[]> array) {
    T[] values = array.apply(rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = cell.of(rows.get(i));
    }
    return values;
  }

  /** One column of bytes, as the client's own kind: it takes no other in an array. */
  @SuppressWarnings("NullAway") // as above
  public static <R> Buffer[] bytes(List<R> rows, Cell<R, byte[]> cell) {
    Buffer[] values = new Buffer[rows.size()];
    for (int i = 0; i < values.length; i++) {
      byte[] value = cell.of(rows.get(i));
      values[i] = value == null ? null : Buffer.buffer(value);
    }
    return values;
  }
}
