package io.batuta.portfolio;

import static io.batuta.portfolio.ImportDesk.TWO_ROWS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.suppression.Payment;
import io.batuta.suppression.Payments;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file that came before a payment was recorded knows nothing of it, whenever it is read. */
@QuarkusTest
class PaidSinceTest {

  private static final String WITH_STATUS =
      "account_number,debtor_number,name,balance,due_date,status\n"
          + "A1,D1,Ana Diaz,1250.50,2026-10-01,active\nA2,D2,Luis Paz,300,2026-11-01,active\n";

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
