package io.batuta.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tries to get at another creditor's rows below all code of ours: in every table there is, by the
 * role that the application has.
 */
@QuarkusTest
class CreditorsApartTest {

  private static final String TABLES =
      """
      SELECT c.relname FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'creditor_id' AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
        AND has_table_privilege('batuta_app', c.oid, '%s')
      ORDER BY 1
      """;

  @Inject Sql sql;
  @Inject People people;

  private Creditor mine;
  private Creditor other;

  @BeforeEach
  void two_banks_with_a_debtor_each() {
    Await.on(
        () ->
            sql.acrossTenants(
                tx -> tx.run("SELECT ensure_ledger_months('2026-11-01', 1)", Tuple.tuple())));
    mine = people.bank();
    other = people.bank();
    for (Creditor bank : List.of(mine, other)) {
      DebtorId debtor = people.debtor(bank, "7", LocalDate.parse("2026-10-01"));
      fill(bank, debtor);
    }
  }

  @Test
  void the_role_of_the_application_has_no_way_around() {
    assertEquals(
        List.of(),
        ask(
            """
            SELECT rolname FROM pg_roles
            WHERE rolname IN ('batuta_app', 'batuta_engine', 'batuta_reader')
              AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcanlogin)
            UNION ALL
            SELECT 'batuta_app is a ' || roleid::regrole FROM pg_auth_members WHERE member = 'batuta_app'::regrole
            UNION ALL
            SELECT relname || ' is its own' FROM pg_class WHERE relowner = 'batuta_app'::regrole
            UNION ALL
            SELECT proname || ' runs as its owner' FROM pg_proc
            WHERE prosecdef AND pronamespace = 'public'::regnamespace AND prorettype <> 'trigger'::regtype
              AND has_function_privilege('batuta_app', oid, 'EXECUTE')
              -- They make months, count statistics and tell the schema's version: nothing of a row gets out.
              AND proname NOT IN ('ensure_ledger_months', 'analyse_staged_rows', 'analyse_portfolio', 'schema_version')
            """));
  }

  @Test
  void whatever_it_may_read_is_under_row_level_security() {
    assertEquals(
        List.of(),
        ask(
            """
                SELECT c.relname FROM pg_class c
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                  AND (has_table_privilege('batuta_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                    OR has_any_column_privilege('batuta_app', c.oid, 'SELECT, INSERT, UPDATE'))
                  AND NOT (c.relrowsecurity AND EXISTS (
                    SELECT FROM pg_policy p
                    WHERE p.polrelid = c.oid AND 'batuta_app'::regrole = ANY (p.polroles)))
                """));
  }

  @Test
  void no_table_shows_a_row_of_another() {
    Map<String, Long> foreign = new TreeMap<>();
    for (String table : ask(TABLES.formatted("SELECT"))) {
      foreign.put(
          table,
          count(
              "SELECT count(*) FROM %s WHERE creditor_id <> $1 OR creditor_id IS NULL"
                  .formatted(table),
              mine));
    }
    assertTrue(foreign.size() >= 25, "tables: " + foreign.keySet());
    foreign.remove("standstill"); // that of the whole installation is everybody's to read
    foreign.remove("brake"); // so are those that hold for all
    assertEquals(Map.of(), withoutZeros(foreign));
  }

  @Test
  void without_a_creditor_nothing_is_seen() {
    Map<String, Long> seen = new TreeMap<>();
    for (String table : ask(TABLES.formatted("SELECT"))) {
      seen.put(
          table,
          Await.on(
              () ->
                  sql.acrossTenants(
                      tx ->
                          tx.run("SET LOCAL ROLE batuta_app", Tuple.tuple())
                              .chain(
                                  () ->
                                      tx.first(
                                              "SELECT count(*) FROM %s WHERE creditor_id IS NOT NULL"
                                                  .formatted(table),
                                              Tuple.tuple(),
                                              row -> row.getLong(0))
                                          .map(found -> found.orElseThrow())))));
    }
    assertEquals(Map.of(), withoutZeros(seen));
  }

  @Test
  void nothing_of_another_is_changed_removed_or_added() {
    Map<String, String> got = new TreeMap<>();
    for (String table : ask(TABLES.formatted("UPDATE"))) {
      got.put(
          "change " + table,
          tried("UPDATE %1$s SET creditor_id = creditor_id WHERE creditor_id = $2", table));
      got.put("give " + table, tried("UPDATE %1$s SET creditor_id = $2", table));
    }
    for (String table : ask(TABLES.formatted("DELETE"))) {
      got.put("remove " + table, tried("DELETE FROM %1$s WHERE creditor_id = $2", table));
    }
    int rows = 0;
    for (String table : ask(TABLES.formatted("INSERT"))) {
      List<String> theirs = rows(table);
      rows += theirs.size();
      for (String row : theirs) {
        got.put("add " + table, added(table, row));
      }
    }
    assertTrue(rows >= 10, "rows of another to copy: " + rows);
    // No row; not allowed; an identity that nobody changes.
    got.values().removeIf(List.of("0 rows", "42501", "428C9")::contains);
    assertEquals(Map.of(), got);
  }

  private static Map<String, Long> withoutZeros(Map<String, Long> counts) {
    Map<String, Long> left = new TreeMap<>(counts);
    left.values().removeIf(count -> count == 0);
    return left;
  }

  private String tried(String statement, String table) {
    return asMine(
        statement.formatted(table), Tuple.of(mine.id().value(), other.id().value()), table);
  }

  /** The other's row under the other's name, written by us. */
  private String added(String table, String row) {
    return asMine(
        "INSERT INTO %1$s OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_record(NULL::%1$s, $2::text::json) WHERE $1 > 0"
            .formatted(table),
        Tuple.of(mine.id().value(), row),
        table);
  }

  /** How many rows it touched, or the state it was refused with. */
  private String asMine(String statement, Tuple arguments, String table) {
    String whole =
        statement.contains("$1") ? statement : statement + whereOrAnd(statement) + "$1::int4 > 0";
    try {
      return Await.on(
              () ->
                  sql.asTenant(
                      mine.id().value(), tx -> tx.run(whole, arguments).map(r -> r.rowCount())))
          + " rows";
    } catch (RuntimeException e) {
      PgException refused = assertThrows(PgException.class, () -> rethrow(e), table);
      return refused.getSqlState();
    }
  }

  private static String whereOrAnd(String statement) {
    return statement.contains(" WHERE ") ? " AND " : " WHERE ";
  }

  private static void rethrow(Throwable e) throws Throwable {
    throw e instanceof PgException || e.getCause() == null ? e : e.getCause();
  }

  private List<String> rows(String table) {
    return Await.on(
        () ->
            sql.acrossTenants(
                tx ->
                    tx.list(
                        "SELECT to_json(t)::text FROM %s t WHERE creditor_id = $1 LIMIT 1"
                            .formatted(table),
                        Tuple.of(other.id().value()),
                        row -> row.getString(0))));
  }

  private long count(String statement, Creditor creditor) {
    return Await.on(
            () ->
                sql.asTenant(
                    creditor.id().value(),
                    tx ->
                        tx.first(
                            statement, Tuple.of(creditor.id().value()), row -> row.getLong(0))))
        .orElseThrow();
  }

  private List<String> ask(String statement) {
    return Await.on(
        () -> sql.acrossTenants(tx -> tx.list(statement, Tuple.tuple(), row -> row.getString(0))));
  }

  /** A row in what People leaves empty, as far as one statement can make it. */
  private void fill(Creditor bank, DebtorId debtor) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                        """
                        WITH s AS (
                          INSERT INTO segment (creditor_id, name, rule) VALUES ($1, 'todos', 'balance > 0')
                        ), t AS (
                          INSERT INTO message_template (creditor_id, name, version, channel, language, body)
                          VALUES ($1, 'aviso', 1, 'SMS', 'es', 'Hola')
                        ), c AS (
                          INSERT INTO channel_route (creditor_id, channel, provider, sender, unit_cost_micros)
                          VALUES ($1, 'SMS', 'sandbox', 'x', 0)
                        ), h AS (
                          INSERT INTO hold (creditor_id, debtor_id, why, held_by, held_at)
                          VALUES ($1, $2, 'legal', 'test', '2026-11-01Z')
                        ), o AS (
                          INSERT INTO opt_out (creditor_id, channel, address_hash, debtor_id, source, opted_out_at)
                          VALUES ($1, 'SMS', '\\x00', $2, 'reply', '2026-11-01Z')
                        ), n AS (
                          INSERT INTO night (creditor_id, night, state, shards, started_at)
                          VALUES ($1, '2026-11-23', 'cutting', 1, '2026-11-23Z')
                        )
                        INSERT INTO contact_fact (creditor_id, debtor_id, kind, occurred_at, recorded_at)
                        VALUES ($1, $2, 'disputed', '2026-11-23T17:00Z', '2026-11-23T17:00Z')
                        """,
                        Tuple.of(bank.id().value(), debtor.value()))));
  }
}
