package io.batuta.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.ImportOutcome.Broken;
import io.batuta.portfolio.ImportOutcome.Loaded;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.DatabaseResource;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PortfolioImportTest {

  private static final String HEADER =
      "account_number,debtor_number,name,balance,due_date,phone_1,phone_2,email_1,segment\n";
  private static final String TWO_ROWS =
      HEADER
          + "A1,D1,Ana Diaz,1250.50,2026-10-01,3333500001,3333600001,ana@example.com,gold\n"
          + "A2,D2,Luis Paz,300,2026-11-01,3333500002,,luis@example.com,\n";

  @Inject PortfolioImport portfolio;
  @Inject Sql sql;
  @Inject People people;
  @Inject Clock clock;

  @Test
  void a_file_becomes_accounts_debtors_people_and_contact_points() {
    Creditor bank = people.bank();
    ImportReport report = load(bank, TWO_ROWS);
    assertEquals(List.of(2L, 2L, 0L, 0L, 0L, 0L), counts(report));
    assertEquals(
        "D1 125050 2026-10-01 A1 active gold Ana Diaz",
        text(
            bank,
            "SELECT concat_ws(' ', d.number, d.balance_minor, d.due_date, a.number, d.status, d.attributes->>'segment', p.name)"
                + " FROM debtor d JOIN person p USING (debtor_id) JOIN account a ON a.account_id = d.worst_account_id"
                + " WHERE d.creditor_id = $1 AND d.number = 'D1'"));
    assertEquals(
        "email:ana@example.com:1 phone:+573333500001:1 phone:+573333600001:2", points(bank, "D1"));
  }

  @Test
  void the_same_file_twice_changes_nothing() {
    Creditor bank = people.bank();
    load(bank, TWO_ROWS);
    assertEquals(List.of(2L, 0L, 0L, 2L, 0L, 0L), counts(load(bank, TWO_ROWS)));
    assertEquals("0", text(bank, "SELECT count(*)::text FROM import_row WHERE creditor_id = $1"));
  }

  @Test
  void what_changed_is_updated_and_counted_per_account() {
    Creditor bank = people.bank();
    load(bank, TWO_ROWS);
    ImportReport report =
        load(
            bank,
            TWO_ROWS.replace("1250.50", "2000")
                + "A3,D2,Luis Paz,50,2026-09-01,3333500002,,luis@example.com,\n");
    assertEquals(List.of(3L, 1L, 1L, 1L, 0L, 0L), counts(report));
    assertEquals("35000 2026-09-01", debt(bank, "D2"));
    assertEquals("200000 2026-10-01", debt(bank, "D1"));
  }

  @Test
  void a_file_without_a_column_leaves_what_it_does_not_speak_of() {
    Creditor bank = people.bank();
    load(bank, TWO_ROWS);
    ImportReport report =
        load(
            bank,
            "account_number;debtor_number;name;balance;due_date\nA1;D1;Ana Diaz;1250.50;2026-10-01\n");
    assertEquals(List.of(1L, 0L, 0L, 1L, 0L, 0L), counts(report));
    assertEquals(
        "email:ana@example.com:1 phone:+573333500001:1 phone:+573333600001:2", points(bank, "D1"));
  }

  @Test
  void a_delta_leaves_missing_accounts_and_a_snapshot_recalls_them() {
    Creditor bank = people.bank();
    load(bank, TWO_ROWS);
    String first = TWO_ROWS.substring(0, TWO_ROWS.indexOf("A2"));
    assertEquals(0, load(bank, first).recalled());
    assertEquals("active", status(bank, "A2"));
    assertEquals(1, load(bank, ImportMode.SNAPSHOT, first).recalled());
    assertEquals("recalled", status(bank, "A2"));
    assertEquals("0", debt(bank, "D2"));
    assertEquals(0, load(bank, ImportMode.SNAPSHOT, first).recalled());
    load(bank, TWO_ROWS);
    assertEquals("active", status(bank, "A2"));
    assertEquals("30000 2026-11-01", debt(bank, "D2"));
  }

  @Test
  void a_snapshot_does_not_recall_the_account_of_a_row_it_refused() {
    Creditor bank = people.bank();
    load(bank, TWO_ROWS);
    assertEquals(0, load(bank, ImportMode.SNAPSHOT, TWO_ROWS.replace(",300,", ",abc,")).recalled());
    assertEquals("active", status(bank, "A2"));
    String unreadable = TWO_ROWS.substring(0, TWO_ROWS.indexOf("A2")) + "x,y\n";
    assertEquals(0, load(bank, ImportMode.SNAPSHOT, unreadable).recalled());
    assertEquals("active", status(bank, "A2"));
  }

  @Test
  void bad_rows_are_refused_with_line_column_and_reason_and_the_rest_loads() {
    Creditor bank = people.bank();
    ImportReport report =
        load(
            bank,
            TWO_ROWS
                + "A3,D3,=cmd|' /C calc'!A0,10,2026-10-01,,,,\n"
                + "A4,D4,Eva,10,2026-02-30,,,,\n"
                + "A5,D5\n"
                + "A1,D9,Otra,10,2026-10-01,12,,,\n"
                + "A6,D6,Max,10,2026-10-01,12,,nobody,\n");
    assertEquals(List.of(7L, 3L, 0L, 0L, 4L, 2L), counts(report));
    assertEquals(
        List.of(
            "4 name begins with =, like a formula of a spreadsheet",
            "5 due_date not a day of the calendar: write 2026-11-30",
            "6 null has 2 columns where the header has 9",
            "7 account_number stands in line 2 already",
            "8 phone_1 no number that can be reached in CO or, with +, abroad",
            "8 email_1 not an e-mail address"),
        report.rejections().stream()
            .map(r -> r.line() + " " + r.column() + " " + r.reason())
            .toList());
    assertEquals("1000 2026-10-01", debt(bank, "D6"));
    assertEquals("125050 2026-10-01", debt(bank, "D1"));
  }

  @Test
  void a_duplicate_is_found_over_batches_too_and_every_rejection_can_be_read_by_page() {
    Creditor bank = people.bank();
    String rows =
        IntStream.rangeClosed(1, 5_500)
            .mapToObj(i -> "A%d,D%d,Ana,10,2026-10-01,,,,\n".formatted(i, i))
            .collect(Collectors.joining());
    ImportReport report = load(bank, HEADER + rows + rows);
    assertEquals(List.of(11_000L, 5_500L, 0L, 0L, 5_500L, 0L), counts(report));
    assertEquals(100, report.rejections().size());
    assertEquals("stands in line 2 already", report.rejections().getFirst().reason());
    List<Rejection> all =
        Await.on(() -> portfolio.rejections(bank.id(), report.importId()).collect().asList())
            .stream()
            .flatMap(List::stream)
            .toList();
    assertEquals(5_500, all.size());
    assertEquals("stands in line 5501 already", all.getLast().reason());
  }

  @Test
  void a_broken_file_loads_nothing_and_says_where_even_after_batches_were_read() {
    Creditor bank = people.bank();
    String rows =
        IntStream.rangeClosed(1, 10_100)
            .mapToObj(i -> "A%d,D%d,Ana,10,2026-10-01,,,,\n".formatted(i, i))
            .collect(Collectors.joining());
    Broken broken = broken(bank, stream(HEADER + rows + "B1,D1,\"Ana,10,2026-10-01,,,,\n"));
    assertEquals(10_102, broken.line());
    assertEquals("name", broken.column());
    assertNothing(bank);
    ImportReport kept =
        Await.on(() -> portfolio.report(bank.id(), broken.importId())).orElseThrow();
    assertEquals("failed", kept.state());
    assertTrue(
        String.valueOf(kept.failure()).startsWith("line 10102, column name: a quoted value"));
  }

  @Test
  void a_wrong_header_latin_1_an_empty_file_and_a_header_alone_load_nothing() {
    Creditor bank = people.bank();
    assertEquals(
        "the header lacks account_number, balance, debtor_number, due_date or days_past_due, name",
        broken(bank, stream("cuenta,deuda\n1,2\n")).reason());
    assertEquals("the file is empty", broken(bank, stream("")).reason());
    assertEquals("the file has a header and no row", broken(bank, stream(HEADER)).reason());
    Broken latin =
        broken(
            bank,
            new ByteArrayInputStream(
                TWO_ROWS.replace("Luis", "Iván").getBytes(StandardCharsets.ISO_8859_1)));
    assertEquals(3, latin.line());
    assertTrue(latin.reason().endsWith("save the file as UTF-8"), latin.reason());
    assertNothing(bank);
  }

  @Test
  void a_connection_cut_half_way_loads_nothing() {
    Creditor bank = people.bank();
    InputStream cut =
        new SequenceInputStream(
            stream(TWO_ROWS),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("Connection reset");
              }
            });
    assertEquals("the connection ended before the file did", broken(bank, cut).reason());
    assertNothing(bank);
  }

  @Test
  void the_database_gone_in_the_last_step_leaves_nothing_half_written() throws Exception {
    Creditor bank = people.bank();
    var url = DatabaseResource.database();
    try (Connection other = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      // Holds the import in the middle of its last transaction, debtors written and accounts not.
      statement.execute("LOCK TABLE account IN SHARE MODE");
      CompletableFuture<ImportOutcome> running =
          CompletableFuture.supplyAsync(
              () -> Await.on(() -> portfolio.load(bank, ImportMode.DELTA, stream(TWO_ROWS))));
      while (!terminated(statement) && !running.isDone()) {
        Thread.onSpinWait();
      }
      ExecutionException failed =
          assertThrows(ExecutionException.class, () -> running.get(30, TimeUnit.SECONDS));
      assertNotNull(failed.getCause());
      other.rollback();
    }
    assertNothing(bank);
    assertEquals(
        "failed the database could not be reached or refused the work",
        text(bank, "SELECT state || ' ' || failure FROM portfolio_import WHERE creditor_id = $1"));
    assertEquals(List.of(2L, 2L, 0L, 0L, 0L, 0L), counts(load(bank, TWO_ROWS)));
  }

  @Test
  void a_dead_or_strange_point_stays_so_and_one_that_left_the_file_is_withdrawn() {
    Creditor bank = people.bank();
    load(bank, TWO_ROWS);
    text(
        bank,
        "UPDATE contact_point SET status = 'dead' WHERE creditor_id = $1 AND address = '+573333500001' RETURNING status");
    assertEquals(2, load(bank, TWO_ROWS).unchanged());
    assertEquals("dead", point(bank, "+573333500001"));
    load(bank, TWO_ROWS.replace("3333500001,3333600001", "3333500009,"));
    assertEquals("dead", point(bank, "+573333500001"));
    assertEquals("withdrawn", point(bank, "+573333600001"));
    load(bank, TWO_ROWS);
    assertEquals("dead", point(bank, "+573333500001"));
    assertEquals("usable", point(bank, "+573333600001"));
    assertEquals(2, load(bank, TWO_ROWS).unchanged());
  }

  @Test
  void an_account_that_moves_takes_its_debt_along() {
    Creditor bank = people.bank();
    load(bank, TWO_ROWS);
    load(bank, HEADER + "A1,D2,Luis Paz,1250.50,2026-10-01,3333500002,,luis@example.com,\n");
    assertEquals("0", debt(bank, "D1"));
    assertEquals("155050 2026-10-01", debt(bank, "D2"));
  }

  @Test
  void a_credit_or_a_foreign_currency_loads_and_is_not_owed_in_the_sum() {
    Creditor bank = people.bank();
    load(
        bank,
        "account_number,debtor_number,name,balance,currency,days_past_due\n"
            + "A1,D1,Ana,100,COP,5\nA2,D1,Ana,-40,COP,90\nA3,D1,Ana,70,USD,120\n");
    LocalDate due = clock.instant().atZone(bank.timeZone()).toLocalDate().minusDays(5);
    assertEquals("10000 " + due, debt(bank, "D1"));
  }

  @Test
  void a_dispute_raised_with_us_outlives_a_file_that_does_not_know_of_it() {
    Creditor bank = people.bank();
    load(bank, TWO_ROWS);
    text(bank, "UPDATE debtor SET status = 'disputed' WHERE creditor_id = $1 RETURNING status");
    load(bank, TWO_ROWS.replace("1250.50", "1300"));
    assertEquals(
        "disputed",
        text(bank, "SELECT status FROM debtor WHERE creditor_id = $1 AND number = 'D1'"));
  }

  @Test
  void two_creditors_may_use_the_same_numbers() {
    Creditor one = people.bank();
    Creditor other = people.bank();
    load(one, TWO_ROWS);
    assertEquals(2, load(other, TWO_ROWS.replace("300", "900")).inserted());
    assertEquals("30000 2026-11-01", debt(one, "D2"));
  }

  private ImportReport load(Creditor bank, String file) {
    return load(bank, ImportMode.DELTA, file);
  }

  private ImportReport load(Creditor bank, ImportMode mode, String file) {
    ImportOutcome outcome = Await.on(() -> portfolio.load(bank, mode, stream(file)));
    return assertInstanceOf(Loaded.class, outcome).report();
  }

  private Broken broken(Creditor bank, InputStream file) {
    return assertInstanceOf(
        Broken.class, Await.on(() -> portfolio.load(bank, ImportMode.DELTA, file)));
  }

  private void assertNothing(Creditor bank) {
    assertEquals(
        "0 0 0",
        text(
            bank,
            "SELECT (SELECT count(*) FROM debtor WHERE creditor_id = $1) || ' ' || (SELECT count(*) FROM account"
                + " WHERE creditor_id = $1) || ' ' || (SELECT count(*) FROM import_row WHERE creditor_id = $1)"));
  }

  private static boolean terminated(Statement statement) throws Exception {
    try (ResultSet killed =
        statement.executeQuery(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'account'::regclass AND NOT granted")) {
      return killed.next();
    }
  }

  private static List<Long> counts(ImportReport r) {
    return List.of(
        r.rows(), r.inserted(), r.updated(), r.unchanged(), r.rejected(), r.valuesRefused());
  }

  private String debt(Creditor bank, String debtor) {
    return text(
        bank,
        "SELECT concat_ws(' ', balance_minor, due_date) FROM debtor WHERE creditor_id = $1 AND number = '"
            + debtor
            + "'");
  }

  private String status(Creditor bank, String account) {
    return text(
        bank, "SELECT status FROM account WHERE creditor_id = $1 AND number = '" + account + "'");
  }

  private String point(Creditor bank, String address) {
    return text(
        bank,
        "SELECT status FROM contact_point WHERE creditor_id = $1 AND address = '" + address + "'");
  }

  private String points(Creditor bank, String debtor) {
    return text(
        bank,
        "SELECT string_agg(kind || ':' || address || ':' || rank, ' ' ORDER BY kind, rank) FROM contact_point"
            + " JOIN debtor d USING (debtor_id) WHERE d.creditor_id = $1 AND d.number = '"
            + debtor
            + "'");
  }

  private String text(Creditor bank, String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        tx.first(statement, Tuple.of(bank.id().value()), row -> row.getString(0))))
        .orElseThrow();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
