package io.batuta.portfolio;

import io.batuta.portfolio.ImportStore.Run;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What is left of an import's time when it becomes the portfolio. The database itself ends a
 * statement that goes on longer, so that nothing is at work for a caller who is gone.
 */
final class MergeTime {

  /** Where nobody's time ends before: a million rows take two minutes. */
  private static final Duration AT_MOST = Duration.ofHours(1);

  private static final String CANCELLED = "57014";

  private final Tx tx;
  private final ImportMode mode;
  private final Clock clock;
  private final Instant end;

  private MergeTime(Tx tx, ImportMode mode, Clock clock, Instant end) {
    this.tx = tx;
    this.mode = mode;
    this.clock = clock;
    this.end = end;
  }

  /** Begins now. */
  static MergeTime of(Tx tx, Run run, Clock clock) {
    Instant most = clock.instant().plus(AT_MOST);
    return new MergeTime(tx, run.mode(), clock, run.until().isBefore(most) ? run.until() : most);
  }

  /** For the portfolio's lock: time that ends here was another's, and trying again helps. */
  Uni<Void> waiting(Uni<Void> lock) {
    return bounded(() -> lock)
        .onFailure(MergeTime::isOver)
        .transform(
            e ->
                new FileStore.Unreachable(
                    "another file or payment of this creditor did not let go of the portfolio", e));
  }

  /** Time that ends here was the file's own. */
  <T> Uni<T> working(Uni<T> merge) {
    return merge.onFailure(MergeTime::isOver).transform(e -> tooLong());
  }

  /** One statement that may take long, within what is left. */
  <T> Uni<T> bounded(Supplier<Uni<T>> statement) {
    long leftMillis = Duration.between(clock.instant(), end).toMillis();
    return leftMillis <= 0
        ? Uni.createFrom().failure(tooLong())
        : tx.run(
                "SELECT set_config('statement_timeout', $1, true)",
                Tuple.of(Long.toString(leftMillis)))
            .chain(() -> statement.get());
  }

  private BrokenFile tooLong() {
    return new BrokenFile(
        0, null, "making it the portfolio takes longer than the time left: " + mode.whenTooLarge());
  }

  private static boolean isOver(Throwable failure) {
    return failure instanceof PgException refused && CANCELLED.equals(refused.getSqlState());
  }
}
