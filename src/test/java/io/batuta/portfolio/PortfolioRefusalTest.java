package io.batuta.portfolio;

import static io.batuta.portfolio.ImportDesk.HEADER;
import static io.batuta.portfolio.ImportDesk.TWO_ROWS;
import static io.batuta.portfolio.ImportDesk.counts;
import static io.batuta.portfolio.ImportDesk.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.ImportOutcome.Broken;
import io.batuta.testing.Await;
import io.batuta.testing.DatabaseResource;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is wrong with a row is refused alone; what is wrong with a file leaves nothing of it. */
@QuarkusTest
class PortfolioRefusalTest {

  @Inject PortfolioImport portfolio;
  @Inject ImportDesk desk;
  @Inject People people;

  @Test
  void bad_rows_are_refused_with_line_column_and_reason_and_the_rest_loads() {
    Creditor bank = people.bank();
    ImportReport report =
        desk.load(
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
    assertEquals("1000 2026-10-01", desk.debt(bank, "D6"));
    assertEquals("125050 2026-10-01", desk.debt(bank, "D1"));
  }

  @Test
  void a_duplicate_is_found_over_batches_too_and_every_rejection_can_be_read_by_page() {
    Creditor bank = people.bank();
    String rows =
        IntStream.rangeClosed(1, 5_500)
            .mapToObj(i -> "A%d,D%d,Ana,10,2026-10-01,,,,\n".formatted(i, i))
            .collect(Collectors.joining());
    ImportReport report = desk.load(bank, HEADER + rows + rows);
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
    Broken broken = desk.broken(bank, stream(HEADER + rows + "B1,D1,\"Ana,10,2026-10-01,,,,\n"));
    assertEquals(10_102, broken.line());
    assertEquals("name", broken.column());
    desk.assertNothing(bank);
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
        desk.broken(bank, stream("cuenta,deuda\n1,2\n")).reason());
    assertEquals("the file is empty", desk.broken(bank, stream("")).reason());
    assertEquals("the file has a header and no row", desk.broken(bank, stream(HEADER)).reason());
    Broken latin =
        desk.broken(
            bank,
            new ByteArrayInputStream(
                TWO_ROWS.replace("Luis", "Iván").getBytes(StandardCharsets.ISO_8859_1)));
    assertEquals(3, latin.line());
    assertTrue(latin.reason().endsWith("save the file as UTF-8"), latin.reason());
    desk.assertNothing(bank);
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
    assertEquals("the connection ended before the file did", desk.broken(bank, cut).reason());
    desk.assertNothing(bank);
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
    desk.assertNothing(bank);
    assertEquals(
        "failed the database could not be reached or refused the work",
        desk.text(
            bank, "SELECT state || ' ' || failure FROM portfolio_import WHERE creditor_id = $1"));
    assertEquals(List.of(2L, 2L, 0L, 0L, 0L, 0L), counts(desk.load(bank, TWO_ROWS)));
  }

  private static boolean terminated(Statement statement) throws Exception {
    try (ResultSet killed =
        statement.executeQuery(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'account'::regclass AND NOT granted")) {
      return killed.next();
    }
  }
}
