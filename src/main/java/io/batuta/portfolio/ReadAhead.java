package io.batuta.portfolio;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads the next page while the one before is being written. Never more than one ahead: what a slow
 * database cannot take stays with the sender.
 */
final class ReadAhead<P> {

  private final Supplier<Uni<P>> read;
  private final Predicate<P> isLast;
  private final Executor workers;
  private CompletableFuture<P> ahead;

  /**
   * Begins to read.
   *
   * @param read the next page; may block before it answers; is never called twice at once, nor
   *     after the last page
   */
  ReadAhead(Supplier<Uni<P>> read, Predicate<P> isLast, Executor workers) {
    this.read = read;
    this.isLast = isLast;
    this.workers = workers;
    this.ahead = begin();
  }

  /** The next page; the one after it is being read from then on. Fails as {@code read} does. */
  Uni<P> next() {
    return Uni.createFrom()
        .completionStage(() -> ahead)
        .invoke(
            page -> {
              if (!isLast.test(page)) {
                ahead = begin();
              }
            });
  }

  /** When nothing is being read any more: until then the file must not be closed. */
  Uni<Void> settled() {
    return Uni.createFrom().completionStage(() -> ahead.<Void>handle((page, trouble) -> null));
  }

  private CompletableFuture<P> begin() {
    return Uni.createFrom()
        .item(read)
        .runSubscriptionOn(workers)
        .flatMap(page -> page)
        .subscribeAsCompletionStage();
  }
}
