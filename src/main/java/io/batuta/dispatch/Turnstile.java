package io.batuta.dispatch;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets a bounded number of works be under way at a time; the rest wait in order, on no thread. */
final class Turnstile {

  private final Deque<UniEmitter<? super Boolean>> waiting = new ArrayDeque<>();
  private int free;

  Turnstile(int places) {
    this.free = places;
  }

  /** Begins the work once there is a place, and frees the place however the work ends. */
  <T> Uni<T> pass(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> enter() ? work() : queue())
        .chain(entered -> Uni.createFrom().deferred(work::get).onTermination().invoke(this::leave));
  }

  private static Uni<Boolean> work() {
    return Uni.createFrom().item(true);
  }

  private synchronized boolean enter() {
    if (free > 0) {
      free--;
      return true;
    }
    return false;
  }

  /** A place may have become free in between. */
  private Uni<Boolean> queue() {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              synchronized (this) {
                if (free == 0) {
                  waiting.add(emitter);
                  return;
                }
                free--;
              }
              emitter.complete(true);
            });
  }

  private void leave() {
    UniEmitter<? super Boolean> next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.complete(true);
  }
}
