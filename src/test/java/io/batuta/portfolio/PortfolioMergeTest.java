package io.batuta.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.batuta.portfolio.ImportOutcome.Loaded;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Clear;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is new is added without a look; what is known is compared: both in one file. */
@QuarkusTest
class PortfolioMergeTest {

  private static final String HEADER =
      "account_number,debtor_number,name,balance,due_date,phone_1,phone_2,email_1,segment\n";
  private static final String TWO_ROWS =
      HEADER
          + "A1,D1,Ana Diaz,1250.50,2026-10-01,3333500001,3333600001,ana@example.com,gold\n"
          + "A2,D2,Luis Paz,300,2026-11-01,3333500002,,luis@example.com,\n";

  @Inject PortfolioImport portfolio;
  @Inject Sql sql;
  @Inject People people;
  @Inject Clear clear;

  @Test
  void an_account_moves_to_a_debtor_who_is_new_with_another_that_is_new() {
    Creditor bank = people.bank();
    load(bank, TWO_ROWS);
    ImportReport report =
        load(
            bank,
            HEADER
                + "A9,D9,Eva Sol,10,2026-09-01,3333500009,,,\n"
                + "A1,D9,Eva Sol,1250.50,2026-10-01,3333500009,3333600009,,\n");
    assertEquals(List.of(2L, 1L, 1L, 0L, 0L, 0L), counts(report));
    assertEquals("0", debt(bank, "D1"));
    assertEquals("126050 2026-09-01", debt(bank, "D9"));
    assertEquals(
        "phone:+573333500009:1 phone:+573333600009:2",
        String.join(" ", clear.points(clear.debtor(bank, "D9"))));
  }

  @Test
  void what_a_new_debtor_owes_is_written_as_the_accounts_would_give_it() {
    Creditor bank = people.bank();
    String columns = "account_number,debtor_number,name,balance,currency,due_date,status\n";
    load(bank, columns + "A0,D0,Ana,5,COP,2026-10-01,active\n");
    ImportReport report =
        load(
            bank,
            columns
                + "A1,D1,Ana,100,COP,2026-10-01,active\nA2,D1,Ana,7,COP,2026-09-01,active\n"
                + "A3,D1,Ana,9,COP,2026-08-01,sued\nA4,D1,Ana,-4,COP,2026-07-01,active\n"
                + "A5,D2,Luis,8,USD,2026-10-01,active\nA6,D3,Eva,8,COP,2026-10-01,settled\n"
                + "A7,D3,Eva,8,COP,2026-10-01,disputed\nA8,D4,Max,8,COP,2026-10-01,insolvent\n"
                + "A9,D4,Max,8,COP,2026-10-01,deceased\nB1,D5,Zoe,0,COP,2026-10-01,recalled\n");
    assertEquals(List.of(10L, 10L, 0L, 0L, 0L, 0L), counts(report));
    String owed =
        "SELECT string_agg(concat_ws(' ', d.number, d.balance_minor, d.due_date, a.number, d.status), ', '"
            + " ORDER BY d.number) FROM debtor d LEFT JOIN account a ON a.account_id = d.worst_account_id"
            + " WHERE d.creditor_id = $1";
    String written = text(bank, owed);
    assertEquals(
        "D0 500 2026-10-01 A0 active, D1 10700 2026-09-01 A2 active, D2 0 active, D3 0 disputed,"
            + " D4 0 deceased, D5 0 recalled",
        written);
    Long[] all =
        Await.on(
                () ->
                    sql.asTenant(
                        bank.id().value(),
                        tx ->
                            tx.list(
                                "SELECT debtor_id FROM debtor WHERE creditor_id = $1",
                                Tuple.of(bank.id().value()),
                                row -> row.getLong(0))))
            .toArray(Long[]::new);
    int changed =
        Await.on(() -> sql.asTenant(bank.id().value(), tx -> Debts.recompute(tx, bank.id(), all)));
    assertEquals(0, changed);
  }

  @Test
  void a_large_file_of_new_known_changed_and_moved_accounts_comes_out_right() {
    Creditor bank = people.bank();
    String known = rows(1, 3_000, "10", "3333500001");
    load(bank, HEADER + known);
    ImportReport report =
        load(
            bank,
            HEADER
                + rows(2_001, 2_500, "10", "3333500001")
                + rows(2_501, 2_900, "20", "3333500001")
                + rows(2_901, 3_000, "10", "3333500002")
                + rows(3_001, 6_000, "10", "3333500001"));
    assertEquals(List.of(4_000L, 3_000L, 500L, 500L, 0L, 0L), counts(report));
    assertEquals(
        "6000 6400000 6000 100 100",
        text(
            bank,
            "SELECT concat_ws(' ', (SELECT count(*) FROM debtor WHERE creditor_id = $1), (SELECT sum(balance_minor)"
                + " FROM debtor WHERE creditor_id = $1), count(*) FILTER (WHERE status = 'usable'), count(*) FILTER (WHERE"
                + " status = 'withdrawn'), count(*) FILTER (WHERE address_hash = decode('"
                + clear.hash("+573333500002")
                + "', 'hex'))) FROM contact_point"
                + " WHERE creditor_id = $1"));
  }

  private static String rows(int from, int to, String balance, String phone) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "A%d,D%d,Ana,%s,2026-10-01,%s,,,\n".formatted(i, i, balance, phone))
        .collect(Collectors.joining());
  }

  private ImportReport load(Creditor bank, String file) {
    ImportOutcome outcome =
        Await.on(
            () ->
                portfolio.load(
                    bank,
                    ImportMode.DELTA,
                    new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))));
    return assertInstanceOf(Loaded.class, outcome).report();
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

  private String text(Creditor bank, String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        tx.first(statement, Tuple.of(bank.id().value()), row -> row.getString(0))))
        .orElseThrow();
  }
}
