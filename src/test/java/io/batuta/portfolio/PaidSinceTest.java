package io.batuta.portfolio;

import static io.batuta.portfolio.ImportDesk.TWO_ROWS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.postgres.Sql;
import io.batuta.suppression.Payment;
import io.batuta.suppression.Payments;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file that came before a payment was recorded knows nothing of it, whenever it is read. */
@QuarkusTest
class PaidSinceTest {

  private static final String WITH_STATUS =
      "account_number,debtor_number,name,balance,due_date,status\n"
          + "A1,D1,Ana Diaz,1250.50,2026-10-01,active\nA2,D2,Luis Paz,300,2026-11-01,active\n";

  private static final String SETTLED =
      WITH_STATUS.replace("1250.50,2026-10-01,active", "0,2026-10-01,settled");

  @Inject Sql sql;
  @Inject ImportDesk desk;
  @Inject People people;
  @Inject Payments payments;
  @Inject Clock clock;

  private Creditor bank;
  private int files;

  @BeforeEach
  void a_portfolio() {
    bank = people.bank();
    desk.load(bank, TWO_ROWS);
  }

  @Test
  void a_payment_outlives_a_file_that_came_before_it() {
    pay("P1", "250.50", null);
    read(TWO_ROWS, Duration.ofHours(-1));
    assertEquals("100000 2026-10-01", desk.debt(bank, "D1"));
    assertEquals("30000 2026-11-01", desk.debt(bank, "D2"));
    read(TWO_ROWS.replace("1250.50", "1300.50"), Duration.ofMinutes(-50));
    assertEquals("105000 2026-10-01", desk.debt(bank, "D1"));
  }

  @Test
  void a_file_that_comes_after_it_has_the_last_word() {
    pay("P1", "250.50", null);
    read(TWO_ROWS, Duration.ofMinutes(1));
    assertEquals("125050 2026-10-01", desk.debt(bank, "D1"));
  }

  @Test
  void what_it_ended_stays_ended_with_and_without_a_column_of_status() {
    pay("P1", "1250.50", null);
    for (String file : List.of(TWO_ROWS, WITH_STATUS)) {
      read(file, Duration.ofHours(-1));
      assertEquals("settled", desk.status(bank, "A1"));
      assertEquals("0", desk.debt(bank, "D1"));
    }
    assertEquals("active", desk.status(bank, "A2"));
  }

  @Test
  void what_was_taken_back_since_is_owed_again() {
    pay("P1", "250.50", null);
    Instant between = clock.instant();
    pay("P1", "250.50", "true");
    read(TWO_ROWS.replace("1250.50", "1000"), Duration.between(clock.instant(), between));
    assertEquals("125050 2026-10-01", desk.debt(bank, "D1"));
    read(TWO_ROWS, Duration.ofHours(-1));
    assertEquals("125050 2026-10-01", desk.debt(bank, "D1"), "it knew of neither");
  }

  @Test
  void what_the_creditor_settles_is_not_opened_by_a_payment_of_before() {
    pay("P0", "400", null);
    pay("P1", "850.50", null);
    assertEquals("settled", desk.status(bank, "A1"));
    pay("P1", "850.50", "true");
    assertEquals("active", desk.status(bank, "A1"));
    read(SETTLED, Duration.ofMinutes(1));
    pay("P0", "400", "true");
    assertEquals("settled", desk.status(bank, "A1"));
  }

  @Test
  void a_file_that_says_settled_of_a_payment_that_is_taken_back_settles_nothing() {
    pay("P1", "1250.50", null);
    Instant between = clock.instant();
    pay("P1", "1250.50", "true");
    read(SETTLED, Duration.between(clock.instant(), between));
    assertEquals("active", desk.status(bank, "A1"));
    assertEquals("125050 2026-10-01", desk.debt(bank, "D1"));
  }

  @Test
  void one_that_says_it_before_it_is_taken_back_comes_to_the_same() {
    pay("P1", "1250.50", null);
    read(
        SETTLED.replace("Diaz", "Diaz Rey").replace("2026-10-01", "2026-10-02"),
        Duration.ofMinutes(0));
    assertEquals("settled", desk.status(bank, "A1"));
    pay("P1", "1250.50", "true");
    assertEquals("active", desk.status(bank, "A1"));
    assertEquals("125050 2026-10-02", desk.debt(bank, "D1"));
  }

  @Test
  void what_a_payment_since_ended_in_a_file_is_open_again_when_it_is_taken_back() {
    pay("P1", "600", null);
    read(WITH_STATUS.replace("1250.50", "500"), Duration.ofHours(-1));
    assertEquals("settled", desk.status(bank, "A1"));
    pay("P1", "600", "true");
    assertEquals("active", desk.status(bank, "A1"));
    assertEquals("50000 2026-10-01", desk.debt(bank, "D1"));
  }

  /** A file that came while it waited does not know of it, and must not pass for one that does. */
  @Test
  void a_payment_is_recorded_when_it_is_written_and_not_when_it_came() {
    List<CompletableFuture<Void>> paying = new ArrayList<>();
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    PortfolioLock.alone(tx, bank.id())
                        .invoke(
                            () ->
                                paying.add(
                                    CompletableFuture.runAsync(() -> pay("P1", "250.50", null))))
                        .chain(() -> tx.run("SELECT pg_sleep(1)", Tuple.tuple()))));
    Instant released = clock.instant();
    paying.getFirst().join();
    read(TWO_ROWS, Duration.between(clock.instant(), released.minusMillis(300)));
    assertEquals("100000 2026-10-01", desk.debt(bank, "D1"));
  }

  private void read(String csv, Duration after) {
    String name = "/delta/" + ++files + ".csv";
    desk.put(ImportDesk.file(bank, name, "v" + files, clock.instant().plus(after)), csv);
  }

  private void pay(String reference, String amount, String reversed) {
    String now = clock.instant().toString();
    Payment payment = new Payment(0, reference, "A1", amount, "COP", now, reversed);
    assertEquals(0, Await.on(() -> payments.record(bank, List.of(payment))).rejected());
  }
}
