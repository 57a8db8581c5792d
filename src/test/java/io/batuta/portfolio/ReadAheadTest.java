package io.batuta.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final Deque<Runnable> work = new ArrayDeque<>();
  private final Executor whenTheTestSaysSo = work::add;
  private int read;

  @Test
  void one_page_is_read_ahead_and_none_after_the_last() {
    ReadAhead<Integer> pages =
        new ReadAhead<>(() -> Uni.createFrom().item(++read), page -> page == 2, Runnable::run);
    assertEquals(1, read);
    assertEquals(1, pages.next().await().atMost(SOON));
    assertEquals(2, read);
    assertEquals(2, pages.next().await().atMost(SOON));
    assertEquals(2, read);
  }

  @Test
  void a_page_that_cannot_be_read_fails_when_its_turn_comes() {
    ReadAhead<Integer> pages =
        new ReadAhead<>(
            () -> {
              if (++read == 2) {
                throw new BrokenFile(7, "name", "a quoted value does not end");
              }
              return Uni.createFrom().item(read);
            },
            page -> false,
            Runnable::run);
    assertEquals(1, pages.next().await().atMost(SOON));
    assertThrows(BrokenFile.class, () -> pages.next().await().atMost(SOON));
  }

  @Test
  void it_is_settled_when_nothing_is_being_read_whatever_came_of_it() {
    ReadAhead<Integer> pages =
        new ReadAhead<>(
            () -> {
              throw new BrokenFile(1, null, "the file is empty");
            },
            page -> false,
            whenTheTestSaysSo);
    CompletableFuture<Void> settled = pages.settled().subscribeAsCompletionStage();
    assertFalse(settled.isDone());
    work.remove().run();
    assertTrue(settled.isDone());
  }
}
