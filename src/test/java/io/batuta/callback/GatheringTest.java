package io.batuta.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.callback.Gathering.Bounds;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private static final Bounds ONE_WRITER = new Bounds(1, 3, 100, 5, 1_000);

  /** Batches that are being written, in order; each waits until the test says how it ended. */
  private final List<Write> writes = new ArrayList<>();

  private final List<String> answers = new ArrayList<>();

  @Test
  void who_comes_alone_is_written_at_once() {
    Gathering<String, String> gathering = gathering(ONE_WRITER);
    bring(gathering, "a");
    assertEquals(List.of(List.of("a")), batches());
    assertEquals(List.of(), answers, "nobody is answered before it is written");
    writes.getFirst().commit();
    assertEquals(List.of("a written"), answers);
  }

  @Test
  void what_came_while_a_batch_was_written_goes_into_the_next() {
    Gathering<String, String> gathering = gathering(ONE_WRITER);
    bring(gathering, "a", "b", "c");
    assertEquals(List.of(List.of("a")), batches());
    writes.getFirst().commit();
    assertEquals(List.of(List.of("a"), List.of("b", "c")), batches());
    writes.getLast().commit();
    bring(gathering, "d");
    assertEquals(List.of("d"), batches().getLast());
    writes.getLast().commit();
    assertEquals(List.of("a written", "b written", "c written", "d written"), answers);
  }

  @Test
  void a_second_writer_takes_what_comes_meanwhile() {
    Gathering<String, String> gathering = gathering(new Bounds(2, 3, 100, 5, 1_000));
    bring(gathering, "a", "b", "c");
    assertEquals(List.of(List.of("a"), List.of("b")), batches());
    writes.getLast().commit();
    assertEquals(List.of("c"), batches().getLast());
  }

  @Test
  void a_batch_ends_at_its_number_and_at_its_weight() {
    Gathering<String, String> gathering = gathering(ONE_WRITER);
    bring(gathering, "first", "1", "2", "3", "x".repeat(90), "y".repeat(90));
    commitAll();
    assertEquals(
        List.of(1, 3, 1, 1), batches().stream().map(List::size).toList(), batches().toString());
    assertEquals(6, answers.size());
  }

  @Test
  void one_too_heavy_for_a_batch_goes_alone() {
    Gathering<String, String> gathering = gathering(ONE_WRITER);
    bring(gathering, "first", "z".repeat(500), "tail");
    commitAll();
    assertEquals(List.of(List.of("first"), List.of("z".repeat(500)), List.of("tail")), batches());
  }

  @Test
  void more_than_can_wait_is_refused_and_the_rest_goes_on() {
    Gathering<String, String> gathering = gathering(ONE_WRITER);
    bring(gathering, "0", "1", "2", "3", "4", "5", "6", "7");
    assertEquals(List.of("too much is waiting to be written"), answers.subList(0, 1));
    assertEquals(2, answers.size());
    answers.clear();
    commitAll();
    assertEquals(IntStream.range(0, 6).mapToObj(i -> i + " written").toList(), answers);
  }

  @Test
  void heavy_things_fill_the_queue_before_their_number_does() {
    Gathering<String, String> gathering = gathering(new Bounds(1, 3, 100, 5, 100));
    bring(gathering, "a", "x".repeat(90), "y".repeat(20), "z");
    assertEquals(List.of("too much is waiting to be written"), answers);
  }

  @Test
  void one_that_cannot_be_written_hurts_nobody_else() {
    Gathering<String, String> gathering = gathering(ONE_WRITER);
    bring(gathering, "a", "good", "poison", "better");
    writes.getFirst().commit();
    writes.getLast().fail("poison");
    writes.getLast().commit();
    writes.getLast().fail("poison");
    writes.getLast().commit();
    assertEquals(
        List.of(
            List.of("a"),
            List.of("good", "poison", "better"),
            List.of("good"),
            List.of("poison"),
            List.of("better")),
        batches());
    assertEquals(List.of("a written", "good written", "poison", "better written"), answers);
    bring(gathering, "next");
    assertEquals(List.of("next"), batches().getLast(), "the writer goes on");
  }

  @Test
  void when_the_database_is_gone_nobody_is_tried_alone() {
    Gathering<String, String> gathering = gathering(ONE_WRITER);
    bring(gathering, "a", "b", "c");
    writes.getFirst().commit();
    writes.getLast().fail("gone");
    assertEquals(List.of("a written", "gone", "gone"), answers);
    assertEquals(2, writes.size());
  }

  @Test
  void a_long_run_of_batches_is_no_deep_stack() {
    List<String> at = new ArrayList<>();
    Gathering<String, String> gathering =
        new Gathering<>(
            new Bounds(1, 1, 100, 100_000, 1_000_000),
            String::length,
            batch -> {
              at.add(batch.getFirst());
              return Uni.createFrom().item(batch);
            },
            e -> false,
            new InTurn());
    for (int i = 0; i < 50_000; i++) {
      bring(gathering, "x");
    }
    assertEquals(50_000, at.size());
  }

  private record Write(List<String> batch, UniEmitter<? super List<String>> end) {
    void commit() {
      end.complete(batch.stream().map(one -> one + " written").toList());
    }

    void fail(String why) {
      end.fail(new IllegalStateException(why));
    }
  }

  /** As an event loop does it: what is given to it while it works comes after. */
  private static final class InTurn implements java.util.concurrent.Executor {
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean busy;

    @Override
    public void execute(Runnable work) {
      waiting.add(work);
      if (!busy) {
        busy = true;
        while (!waiting.isEmpty()) {
          waiting.removeLast().run();
        }
        busy = false;
      }
    }
  }

  private Gathering<String, String> gathering(Bounds bounds) {
    return new Gathering<>(
        bounds,
        String::length,
        batch -> Uni.createFrom().emitter(end -> writes.add(new Write(batch, end))),
        e -> "gone".equals(e.getMessage()),
        Runnable::run);
  }

  private void bring(Gathering<String, String> gathering, String... all) {
    for (String one : all) {
      gathering.bring(one).subscribe().with(answers::add, e -> answers.add(e.getMessage()));
    }
  }

  /** Also those that begin meanwhile. */
  private void commitAll() {
    for (int i = 0; i < writes.size(); i++) {
      writes.get(i).commit();
    }
  }

  private List<List<String>> batches() {
    return writes.stream().map(Write::batch).toList();
  }
}
