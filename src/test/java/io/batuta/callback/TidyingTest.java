package io.batuta.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.batuta.compliance.LawLibrary;
import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.DatabaseResource;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TidyingTest {

  /** Long before any other test's days, so that only what is put here is old. */
  private static final Clock THEN =
      Clock.fixed(Instant.parse("2021-06-15T12:00:00Z"), ZoneOffset.UTC);

  private static final LocalDate THEN_DAY = LocalDate.parse("2021-06-15");

  @Inject Sql sql;
  @Inject People people;
  @Inject CreditorStore creditors;

  private Creditor bank;

  @BeforeEach
  void a_bank_of_its_own() {
    bank = people.bank();
  }

  @Test
  void what_is_old_goes_and_what_rules_may_read_stays() throws SQLException {
    try (Connection database = open();
        Statement run = database.createStatement()) {
      run.execute(
          """
          INSERT INTO contact_day (debtor_id, creditor_id, day, channel, attempts)
          VALUES (-1, -1, '2021-04-13', 'SMS', 1), (-1, -1, '2021-04-14', 'SMS', 1)
          """);
      Tidying tidying = tidying(90, 36);
      int gone = Await.on(tidying::tidy);
      assertEquals(1, gone);
      assertEquals(1, count(run, "SELECT count(*) FROM contact_day WHERE debtor_id = -1"));
      assertEquals(0, Await.on(tidying::tidy));
      run.execute("DELETE FROM contact_day WHERE debtor_id = -1");
    }
  }

  /** A complaint about a message is taken for 400 days; a contact that never left has none. */
  @Test
  void what_left_is_kept_for_400_days_and_what_never_left_for_90() throws SQLException {
    try (Connection database = open();
        Statement run = database.createStatement()) {
      contact(run, THEN_DAY.minusDays(401), true);
      contact(run, THEN_DAY.minusDays(399), true);
      contact(run, THEN_DAY.minusDays(91), false);
      contact(run, THEN_DAY.minusDays(89), false);
      Await.on(() -> tidying(90, 36).tidy());
      assertEquals(
          List.of(THEN_DAY.minusDays(399).toString(), THEN_DAY.minusDays(89).toString()),
          texts(
              run,
              "SELECT night FROM planned_contact WHERE debtor_id = 70000000007 ORDER BY night"));
      run.execute("DELETE FROM planned_contact WHERE debtor_id = 70000000007");
    }
  }

  private void contact(Statement run, LocalDate night, boolean left) throws SQLException {
    run.execute(
        """
        INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
          provider, contact_point_id, template_id, state, priority, due_at, expires_at, cost_micros, sending_at, sent_at)
        VALUES ('%1$s', %2$d, '%3$s', 70000000007, 1, 1, 0, 'SMS', 'sandbox', 1, 1, '%4$s', 1, '%3$s', date '%3$s' + 1, 0, %5$s, %5$s)
        """
            .formatted(
                ContactId.of(bank.id(), night, new DebtorId(70_000_000_007L), 0).value(),
                bank.id().value(),
                night,
                left ? "CLOSED" : "WITHHELD",
                left ? "'" + night + "'" : "NULL"));
  }

  private static List<String> texts(Statement run, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = run.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  @Test
  void old_months_of_the_ledger_are_detached_and_kept_as_they_are() throws SQLException {
    try (Connection database = open();
        Statement run = database.createStatement()) {
      run.execute("SELECT ensure_ledger_months(date '2018-05-01', 2)");
      Await.on(() -> tidying(90, 36).tidy());
      assertEquals(1, count(run, attached("contact_fact_2018_06")));
      assertEquals(0, count(run, attached("contact_fact_2018_05")));
      assertEquals(0, count(run, "SELECT count(*) FROM contact_fact_2018_05"));
      run.execute("DROP TABLE contact_fact_2018_05");
      run.execute("ALTER TABLE contact_fact DETACH PARTITION contact_fact_2018_06");
      run.execute("DROP TABLE contact_fact_2018_06");
    }
  }

  @Test
  void keeping_too_little_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> tidying(10, 36));
    assertThrows(IllegalArgumentException.class, () -> tidying(90, 3));
  }

  private Tidying tidying(int contactDays, int ledgerMonths) {
    return new Tidying(sql, THEN, contactDays, ledgerMonths, 30, creditors, new LawLibrary());
  }

  private static String attached(String month) {
    return "SELECT count(*) FROM pg_inherits WHERE inhrelid = '" + month + "'::regclass";
  }

  private static int count(Statement run, String query) throws SQLException {
    try (ResultSet rows = run.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Connection open() throws SQLException {
    var url = DatabaseResource.database();
    return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
  }
}
