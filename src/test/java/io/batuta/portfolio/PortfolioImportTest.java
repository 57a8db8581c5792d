package io.batuta.portfolio;

import static io.batuta.portfolio.ImportDesk.HEADER;
import static io.batuta.portfolio.ImportDesk.TWO_ROWS;
import static io.batuta.portfolio.ImportDesk.counts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.testing.Clear;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a file says becomes accounts, debtors, people and contact points, and stays so. */
@QuarkusTest
class PortfolioImportTest {

  @Inject ImportDesk desk;
  @Inject People people;
  @Inject Clear clear;
  @Inject Clock clock;

  @Test
  void a_file_becomes_accounts_debtors_people_and_contact_points() {
    Creditor bank = people.bank();
    ImportReport report = desk.load(bank, TWO_ROWS);
    assertEquals(List.of(2L, 2L, 0L, 0L, 0L, 0L), counts(report));
    assertEquals(
        "D1 125050 2026-10-01 A1 active gold",
        desk.text(
            bank,
            "SELECT concat_ws(' ', d.number, d.balance_minor, d.due_date, a.number, d.status, d.attributes->>'segment')"
                + " FROM debtor d JOIN account a ON a.account_id = d.worst_account_id"
                + " WHERE d.creditor_id = $1 AND d.number = 'D1'"));
    assertEquals("Ana Diaz", clear.person(clear.debtor(bank, "D1")));
    assertEquals(
        "email:ana@example.com:1 phone:+573333500001:1 phone:+573333600001:2", points(bank, "D1"));
  }

  @Test
  void the_same_file_twice_changes_nothing() {
    Creditor bank = people.bank();
    desk.load(bank, TWO_ROWS);
    assertEquals(List.of(2L, 0L, 0L, 2L, 0L, 0L), counts(desk.load(bank, TWO_ROWS)));
    assertEquals(
        "0", desk.text(bank, "SELECT count(*)::text FROM import_row WHERE creditor_id = $1"));
  }

  @Test
  void what_changed_is_updated_and_counted_per_account() {
    Creditor bank = people.bank();
    desk.load(bank, TWO_ROWS);
    ImportReport report =
        desk.load(
            bank,
            TWO_ROWS.replace("1250.50", "2000")
                + "A3,D2,Luis Paz,50,2026-09-01,3333500002,,luis@example.com,\n");
    assertEquals(List.of(3L, 1L, 1L, 1L, 0L, 0L), counts(report));
    assertEquals("35000 2026-09-01", desk.debt(bank, "D2"));
    assertEquals("200000 2026-10-01", desk.debt(bank, "D1"));
  }

  @Test
  void a_file_without_a_column_leaves_what_it_does_not_speak_of() {
    Creditor bank = people.bank();
    desk.load(bank, TWO_ROWS);
    ImportReport report =
        desk.load(
            bank,
            "account_number;debtor_number;name;balance;due_date\nA1;D1;Ana Diaz;1250.50;2026-10-01\n");
    assertEquals(List.of(1L, 0L, 0L, 1L, 0L, 0L), counts(report));
    assertEquals("Ana Diaz", clear.person(clear.debtor(bank, "D1")));
    assertEquals(
        "email:ana@example.com:1 phone:+573333500001:1 phone:+573333600001:2", points(bank, "D1"));
  }

  @Test
  void a_delta_leaves_missing_accounts_and_a_snapshot_recalls_them() {
    Creditor bank = people.bank();
    desk.load(bank, TWO_ROWS);
    String first = TWO_ROWS.substring(0, TWO_ROWS.indexOf("A2"));
    assertEquals(0, desk.load(bank, first).recalled());
    assertEquals("active", desk.status(bank, "A2"));
    assertEquals(1, desk.load(bank, ImportMode.SNAPSHOT, first).recalled());
    assertEquals("recalled", desk.status(bank, "A2"));
    assertEquals("0", desk.debt(bank, "D2"));
    assertEquals(0, desk.load(bank, ImportMode.SNAPSHOT, first).recalled());
    desk.load(bank, TWO_ROWS);
    assertEquals("active", desk.status(bank, "A2"));
    assertEquals("30000 2026-11-01", desk.debt(bank, "D2"));
  }

  @Test
  void a_snapshot_does_not_recall_the_account_of_a_row_it_refused() {
    Creditor bank = people.bank();
    desk.load(bank, TWO_ROWS);
    assertEquals(
        0, desk.load(bank, ImportMode.SNAPSHOT, TWO_ROWS.replace(",300,", ",abc,")).recalled());
    assertEquals("active", desk.status(bank, "A2"));
    String unreadable = TWO_ROWS.substring(0, TWO_ROWS.indexOf("A2")) + "x,y\n";
    assertEquals(0, desk.load(bank, ImportMode.SNAPSHOT, unreadable).recalled());
    assertEquals("active", desk.status(bank, "A2"));
  }

  @Test
  void a_dead_or_strange_point_stays_so_and_one_that_left_the_file_is_withdrawn() {
    Creditor bank = people.bank();
    desk.load(bank, TWO_ROWS);
    desk.text(
        bank,
        "UPDATE contact_point SET status = 'dead' WHERE creditor_id = $1 AND address_hash = decode('"
            + clear.hash("+573333500001")
            + "', 'hex') RETURNING status");
    assertEquals(2, desk.load(bank, TWO_ROWS).unchanged());
    assertEquals("dead", point(bank, "+573333500001"));
    desk.load(bank, TWO_ROWS.replace("3333500001,3333600001", "3333500009,"));
    assertEquals("dead", point(bank, "+573333500001"));
    assertEquals("withdrawn", point(bank, "+573333600001"));
    desk.load(bank, TWO_ROWS);
    assertEquals("dead", point(bank, "+573333500001"));
    assertEquals("usable", point(bank, "+573333600001"));
    assertEquals(2, desk.load(bank, TWO_ROWS).unchanged());
  }

  @Test
  void an_account_that_moves_takes_its_debt_along() {
    Creditor bank = people.bank();
    desk.load(bank, TWO_ROWS);
    desk.load(bank, HEADER + "A1,D2,Luis Paz,1250.50,2026-10-01,3333500002,,luis@example.com,\n");
    assertEquals("0", desk.debt(bank, "D1"));
    assertEquals("155050 2026-10-01", desk.debt(bank, "D2"));
  }

  @Test
  void a_credit_or_a_foreign_currency_loads_and_is_not_owed_in_the_sum() {
    Creditor bank = people.bank();
    desk.load(
        bank,
        "account_number,debtor_number,name,balance,currency,days_past_due\n"
            + "A1,D1,Ana,100,COP,5\nA2,D1,Ana,-40,COP,90\nA3,D1,Ana,70,USD,120\n");
    LocalDate due = clock.instant().atZone(bank.timeZone()).toLocalDate().minusDays(5);
    assertEquals("10000 " + due, desk.debt(bank, "D1"));
  }

  @Test
  void a_dispute_raised_with_us_outlives_a_file_that_does_not_know_of_it() {
    Creditor bank = people.bank();
    desk.load(bank, TWO_ROWS);
    desk.text(
        bank, "UPDATE debtor SET status = 'disputed' WHERE creditor_id = $1 RETURNING status");
    desk.load(bank, TWO_ROWS.replace("1250.50", "1300"));
    assertEquals(
        "disputed",
        desk.text(bank, "SELECT status FROM debtor WHERE creditor_id = $1 AND number = 'D1'"));
  }

  @Test
  void two_creditors_may_use_the_same_numbers() {
    Creditor one = people.bank();
    Creditor other = people.bank();
    desk.load(one, TWO_ROWS);
    assertEquals(2, desk.load(other, TWO_ROWS.replace("300", "900")).inserted());
    assertEquals("30000 2026-11-01", desk.debt(one, "D2"));
  }

  private String point(Creditor bank, String address) {
    return desk.text(
        bank,
        "SELECT status FROM contact_point WHERE creditor_id = $1 AND address_hash = decode('"
            + clear.hash(address)
            + "', 'hex')");
  }

  private String points(Creditor bank, String debtor) {
    return String.join(" ", clear.points(clear.debtor(bank, debtor)));
  }
}
