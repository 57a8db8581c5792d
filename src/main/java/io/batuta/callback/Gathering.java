package io.batuta.callback;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Gathers without waiting: what came while the last batch was being written goes into the next one.
 * There is no timer: whoever comes alone is written at once and alone.
 *
 * @param <C> what is brought
 * @param <A> what each of them is answered, once it is written
 */
final class Gathering<C, A> {

  /** More is brought than can be written: come again. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("too much is waiting to be written");
    }
  }

  /**
   * How much is held.
   *
   * @param writers batches that are written at the same time; with more, batches are smaller
   * @param batch brought things in one batch, at most
   * @param batchBytes their weight, at most, unless one alone weighs more
   * @param waiting brought things that wait, at most; whoever comes then is told {@link Full}
   * @param waitingBytes their weight, at most
   */
  record Bounds(int writers, int batch, long batchBytes, int waiting, long waitingBytes) {}

  private record Waiting<C, A>(C brought, int weight, UniEmitter<? super A> answer) {}

  private final Bounds bounds;
  private final ToIntFunction<C> weight;
  private final Function<List<C>, Uni<List<A>>> write;
  private final Predicate<Throwable> hopeless;
  private final Executor executor;

  private final ArrayDeque<Waiting<C, A>> queue = new ArrayDeque<>();
  private long queuedBytes;
  private int writing;

  /**
   * @param write writes a batch in one transaction, and gives an answer for each, in order
   * @param hopeless whether a failure would meet each of them alone too, so that trying is no use
   * @param executor where batches are begun: never the caller's own, whose context would be kept
   */
  Gathering(
      Bounds bounds,
      ToIntFunction<C> weight,
      Function<List<C>, Uni<List<A>>> write,
      Predicate<Throwable> hopeless,
      Executor executor) {
    this.bounds = bounds;
    this.weight = weight;
    this.write = write;
    this.hopeless = hopeless;
    this.executor = executor;
  }

  /**
   * Answers when it has been written. Fails with {@link Full} when too much waits, and as the write
   * does when it fails for this one alone too.
   */
  Uni<A> bring(C brought) {
    return Uni.createFrom()
        .emitter(
            answer -> {
              switch (enqueue(new Waiting<>(brought, weight.applyAsInt(brought), answer))) {
                case REFUSED -> answer.fail(new Full());
                case QUEUED -> {}
                case QUEUED_AND_A_WRITER_IS_FREE -> executor.execute(this::writeNext);
              }
            });
  }

  private enum Place {
    REFUSED,
    QUEUED,
    QUEUED_AND_A_WRITER_IS_FREE
  }

  private synchronized Place enqueue(Waiting<C, A> waiting) {
    if (queue.size() >= bounds.waiting()
        || queuedBytes + waiting.weight() > bounds.waitingBytes()) {
      return Place.REFUSED;
    }
    queue.add(waiting);
    queuedBytes += waiting.weight();
    if (writing == bounds.writers()) {
      return Place.QUEUED;
    }
    writing++;
    return Place.QUEUED_AND_A_WRITER_IS_FREE;
  }

  /** The next batch; empty when nothing waits: then this writer is free. */
  private synchronized List<Waiting<C, A>> next() {
    List<Waiting<C, A>> batch = new ArrayList<>();
    long bytes = 0;
    while (!queue.isEmpty()
        && batch.size() < bounds.batch()
        && (batch.isEmpty() || bytes + queue.element().weight() <= bounds.batchBytes())) {
      Waiting<C, A> taken = queue.remove();
      bytes += taken.weight();
      batch.add(taken);
    }
    queuedBytes -= bytes;
    if (batch.isEmpty()) {
      writing--;
    }
    return batch;
  }

  private void writeNext() {
    List<Waiting<C, A>> batch = next();
    if (!batch.isEmpty()) {
      // Begun anew by the executor, not called: a long run of batches is no deep stack.
      written(batch).subscribe().with(done -> executor.execute(this::writeNext));
    }
  }

  /** Never fails: each of the batch was answered, or its failure told. */
  private Uni<Void> written(List<Waiting<C, A>> batch) {
    return Uni.createFrom()
        .deferred(() -> write.apply(batch.stream().map(Waiting::brought).toList()))
        .invoke(answers -> tell(batch, answers))
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(e -> failed(batch, e));
  }

  private static <C, A> void tell(List<Waiting<C, A>> batch, List<A> answers) {
    if (answers.size() != batch.size()) {
      throw new IllegalStateException(answers.size() + " answers for " + batch.size());
    }
    for (int i = 0; i < answers.size(); i++) {
      batch.get(i).answer().complete(answers.get(i));
    }
  }

  /** One by one, so that what cannot be written hurts nobody else. */
  private Uni<Void> failed(List<Waiting<C, A>> batch, Throwable e) {
    if (batch.size() == 1 || hopeless.test(e)) {
      batch.forEach(waiting -> waiting.answer().fail(e));
      return Uni.createFrom().voidItem();
    }
    Uni<Void> alone = Uni.createFrom().voidItem();
    for (Waiting<C, A> waiting : batch) {
      alone = alone.chain(() -> written(List.of(waiting)));
    }
    return alone;
  }
}
