package io.batuta.suppression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a body with payments came to. */
public sealed interface PaymentsReading {

  /** Its lines; each is judged by {@link Payments}. */
  record Lines(List<Payment> payments) implements PaymentsReading {
    public Lines {
      payments = List.copyOf(payments);
    }
  }

  /**
   * It cannot be read at all, and nothing of it is recorded.
   *
   * @param line from 1
   */
  record Unreadable(long line, @Nullable String column, String reason) implements PaymentsReading {}
}
