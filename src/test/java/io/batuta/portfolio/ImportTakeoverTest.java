package io.batuta.portfolio;

import static io.batuta.portfolio.ImportDesk.TWO_ROWS;
import static io.batuta.portfolio.ImportDesk.counts;
import static io.batuta.portfolio.ImportDesk.file;
import static io.batuta.portfolio.ImportDesk.loaded;
import static io.batuta.portfolio.ImportDesk.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.ImportStore.Run;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose reader was killed is read anew by the first retry; whose reader lives is left to it. */
@QuarkusTest
class ImportTakeoverTest {

  @Inject ImportDesk desk;
  @Inject ImportStore store;
  @Inject People people;
  @Inject Clock clock;

  private Creditor bank;
  private StoredFile uploaded;

  @BeforeEach
  void a_file_of_its_own() {
    bank = people.bank();
    uploaded = file(bank, "/snapshot/a.csv", "v1", clock.instant());
  }

  /** Lambda makes a call again after one and after two minutes. */
  @ParameterizedTest
  @CsvSource({"10, false", "40, false", "50, true", "60, true"})
  void a_reader_is_dead_once_its_pulse_was_not_seen(int secondsAgo, boolean dead) {
    begin();
    spoil("last_seen = now() - interval '%d seconds'".formatted(secondsAgo));
    assertTakenOver(dead);
  }

  @ParameterizedTest
  @CsvSource({"3, false", "16, true"})
  void of_the_release_before_only_the_beginning_is_known(int minutesAgo, boolean dead) {
    begin();
    spoil(
        "last_seen = NULL, reader = NULL, started_at = now() - interval '%d minutes'"
            .formatted(minutesAgo));
    assertTakenOver(dead);
  }

  @Test
  void a_pulse_is_seen_while_the_work_lasts_and_not_after_it() throws InterruptedException {
    Run run = begin();
    spoil("last_seen = now() - interval '1 hour'");
    ImportPulse pulse = new ImportPulse(store, clock, Duration.ofMillis(20));
    Uni<String> work = Uni.createFrom().item("done").onItem().delayIt().by(Duration.ofMillis(600));
    assertEquals("done", Await.on(() -> pulse.during(run, work)));
    String ago = "SELECT (now() - last_seen < interval '5 s')::text FROM portfolio_import";
    assertEquals("true", desk.text(bank, ago + " WHERE creditor_id = $1"));
    Thread.sleep(200);
    spoil("last_seen = now() - interval '1 hour'");
    Thread.sleep(200);
    assertEquals("false", desk.text(bank, ago + " WHERE creditor_id = $1"));
  }

  @Test
  void work_that_fails_fails_as_it_does_without_a_pulse() {
    Run run = begin();
    ImportPulse pulse = new ImportPulse(store, clock, Duration.ofMillis(1));
    assertThrows(
        FileStore.Unreachable.class,
        () ->
            Await.on(
                () ->
                    pulse.during(
                        run, Uni.createFrom().failure(new FileStore.Unreachable("away")))));
  }

  @Test
  @Timeout(60)
  void a_reader_that_was_only_slow_writes_nothing_once_it_was_taken_over() throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    var slow =
        inThread(
            () ->
                desk.put(
                    uploaded,
                    () -> new SequenceInputStream(stream(TWO_ROWS), endingWith(frozen)),
                    Instant.MAX));
    while (!desk.states(bank).equals("reading")) {
      Thread.sleep(10);
    }
    spoil("last_seen = now() - interval '1 minute'");
    assertEquals(List.of(2L, 2L, 0L, 0L, 0L, 0L), counts(loaded(desk.put(uploaded, TWO_ROWS))));
    frozen.countDown();
    ExecutionException failed = assertThrows(ExecutionException.class, slow::get);
    assertTrue(failed.getCause().getMessage().contains("taken over"), failed.toString());
    assertEquals("loaded", desk.states(bank));
    assertEquals(
        "2 0",
        desk.text(
            bank,
            "SELECT (SELECT rows FROM portfolio_import WHERE creditor_id = $1) || ' ' || count(*)"
                + " FROM import_row WHERE creditor_id = $1"));
    assertEquals(List.of(2L, 2L, 0L, 0L, 0L, 0L), counts(loaded(desk.put(uploaded, TWO_ROWS))));
  }

  private void assertTakenOver(boolean dead) {
    if (dead) {
      assertEquals(2, loaded(desk.put(uploaded, TWO_ROWS)).inserted());
      assertEquals("loaded", desk.states(bank));
    } else {
      assertThrows(FileStore.Unreachable.class, () -> desk.put(uploaded, TWO_ROWS));
      assertEquals("reading", desk.states(bank));
    }
  }

  private Run begin() {
    Instant now = clock.instant();
    Run run =
        new Run(
            FileImport.id(uploaded),
            bank,
            ImportMode.SNAPSHOT,
            now,
            Arrival.of(uploaded, now),
            Instant.MAX);
    Await.on(() -> store.begin(run));
    return run;
  }

  private void spoil(String columns) {
    desk.text(
        bank, "UPDATE portfolio_import SET " + columns + " WHERE creditor_id = $1 RETURNING state");
  }

  /** Not in the common pool: on two processors it has one thread, and these wait. */
  private static <T> CompletableFuture<T> inThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().start(task));
  }

  private static InputStream endingWith(CountDownLatch latch) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        try {
          latch.await();
          return -1;
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };
  }
}
