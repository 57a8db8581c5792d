package io.batuta.portfolio;

import static io.batuta.portfolio.ImportDesk.file;
import static io.batuta.portfolio.ImportDesk.loaded;
import static io.batuta.portfolio.ImportDesk.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.ImportOutcome.Outdated;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files become the portfolio in the order in which they came, whenever they are told and read. */
@QuarkusTest
class ImportOrderTest {

  private static final Instant SIX = Instant.parse("2026-11-20T11:00:00Z");
  private static final Instant SEVEN = Instant.parse("2026-11-20T12:00:00Z");
  private static final String HEADER = "account_number,debtor_number,name,balance,due_date\n";
  private static final String EARLIER = HEADER + "A1,D1,Ana Diaz,100,2026-10-01\n";
  private static final String LATER =
      HEADER + "A1,D1,Ana Diaz,200,2026-10-01\nA2,D2,Luis Paz,300,2026-10-01\n";

  @Inject ImportDesk desk;
  @Inject People people;
  @Inject Clock clock;

  private Creditor bank;

  @BeforeEach
  void a_bank_of_its_own() {
    bank = people.bank();
  }

  @ParameterizedTest
  @CsvSource({
    "/snapshot/b.csv, /snapshot/a.csv, refused",
    "/snapshot/b.csv, /delta/a.csv,    refused",
    "/delta/b.csv,    /snapshot/a.csv, refused",
    "/delta/a.csv,    /delta/a.csv,    refused",
    "/delta/b.csv,    /delta/a.csv,    loaded"
  })
  void what_came_earlier_and_is_told_late(String later, String earlier, String expected) {
    loaded(desk.put(file(bank, later, "2", SEVEN), LATER));
    ImportOutcome late = desk.put(file(bank, earlier, "1", SIX), EARLIER);
    if (expected.equals("loaded")) {
      loaded(late);
      assertEquals("10000 2026-10-01", desk.debt(bank, "D1"));
    } else {
      String why = assertInstanceOf(Outdated.class, late).reason();
      assertTrue(why.contains(SIX.toString()) && why.contains(SEVEN.toString()), why);
      assertEquals("failed: " + why + ", loaded", desk.states(bank));
      assertEquals("20000 2026-10-01", desk.debt(bank, "D1"));
      assertInstanceOf(Outdated.class, desk.put(file(bank, earlier, "1", SIX), EARLIER));
    }
    assertEquals("active", desk.status(bank, "A2"));
    assertEquals(
        "0", desk.text(bank, "SELECT count(*)::text FROM import_row WHERE creditor_id = $1"));
  }

  @Test
  void what_came_later_is_loaded_whatever_it_is_and_so_is_the_earlier_one_sent_again() {
    loaded(desk.put(file(bank, "/snapshot/a.csv", "1", SIX), LATER));
    loaded(desk.put(file(bank, "/delta/b.csv", "1", SEVEN), EARLIER));
    assertEquals("10000 2026-10-01", desk.debt(bank, "D1"));
    loaded(desk.put(file(bank, "/snapshot/a.csv", "2", SEVEN.plusSeconds(1)), LATER));
    assertEquals("20000 2026-10-01", desk.debt(bank, "D1"));
  }

  /** EventBridge tells seconds. Sequencers are hexadecimal, and a shorter one ends in noughts. */
  @Test
  void within_one_second_the_sequencer_orders_what_came_under_one_key() {
    loaded(desk.put(file(bank, "/snapshot/a.csv", "0055AED6DCD9028", SIX), LATER));
    assertInstanceOf(
        Outdated.class, desk.put(file(bank, "/snapshot/a.csv", "0055AED6DCD9", SIX), EARLIER));
    loaded(desk.put(file(bank, "/snapshot/a.csv", "0055AED6DCD9028A", SIX), LATER));
    loaded(desk.put(file(bank, "/snapshot/b.csv", "0055AED6DCD9", SIX), LATER));
  }

  @Test
  void a_file_over_http_comes_when_its_request_does() {
    desk.load(bank, ImportMode.SNAPSHOT, LATER);
    assertInstanceOf(Outdated.class, desk.put(file(bank, "/snapshot/a.csv", "1", SIX), EARLIER));
    Instant soon = clock.instant().plus(Duration.ofMinutes(1));
    loaded(desk.put(file(bank, "/snapshot/a.csv", "2", soon), EARLIER));
    assertEquals("10000 2026-10-01", desk.debt(bank, "D1"));
  }

  @Test
  @Timeout(60)
  void a_small_file_waits_for_the_large_one_that_came_before_it() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    var snapshot =
        inThread(
            () ->
                desk.put(
                    file(bank, "/snapshot/a.csv", "1", SIX),
                    () -> new SequenceInputStream(stream(LATER), endingWith(read)),
                    Instant.MAX));
    while (!desk.states(bank).equals("reading")) {
      Thread.sleep(10);
    }
    var delta = inThread(() -> desk.put(file(bank, "/delta/b.csv", "1", SEVEN), EARLIER));
    Thread.sleep(1_500);
    assertEquals("reading, reading", desk.states(bank));
    read.countDown();
    loaded(snapshot.get());
    loaded(delta.get());
    assertEquals("10000 2026-10-01", desk.debt(bank, "D1"));
    assertEquals("active", desk.status(bank, "A2"));
  }

  /** Not in the common pool: on two processors it has one thread, and these wait. */
  private static <T> CompletableFuture<T> inThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().start(task));
  }

  /** Nothing, once it is let go on. */
  private static InputStream endingWith(CountDownLatch latch) {
    return new InputStream() {
      @Override
      public int read() {
        try {
          latch.await();
          return -1;
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
