package io.batuta.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.testing.Facts;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ledger and its seals only grow, whoever of the application asks. */
@QuarkusTest
class LedgerRolesTest {

  private static final List<String> ROLES = List.of("batuta_app", "batuta_engine", "batuta_reader");

  @Test
  void no_role_changes_or_removes_a_fact_or_a_seal_nor_in_a_month_made_later() throws SQLException {
    List<String> allowed = new ArrayList<>();
    try (Connection database = Facts.open();
        Statement run = database.createStatement()) {
      run.execute("SET ROLE batuta_app");
      run.execute("SELECT ensure_ledger_months('2019-04-01', 1)");
      run.execute("RESET ROLE");
      for (String role : ROLES) {
        for (String table :
            List.of(
                "contact_fact",
                "contact_fact_2019_04",
                "ledger_seal",
                "ledger_tile",
                "ledger_anchor")) {
          for (String order :
              List.of(
                  "UPDATE %s SET creditor_id = 1",
                  "DELETE FROM %s",
                  "TRUNCATE %s",
                  "DROP TABLE %s",
                  "ALTER TABLE %s DISABLE TRIGGER ALL",
                  "ALTER TABLE %s DISABLE ROW LEVEL SECURITY")) {
            attempt(run, role, order.formatted(table), allowed);
          }
        }
        attempt(
            run, role, "ALTER TABLE contact_fact DETACH PARTITION contact_fact_2019_04", allowed);
        attempt(run, role, "INSERT INTO contact_fact_2019_04 SELECT * FROM contact_fact", allowed);
        attempt(run, role, "SET session_replication_role = replica", allowed);
      }
    }
    assertEquals(List.of(), allowed);
  }

  @Test
  void only_the_engine_seals() throws SQLException {
    List<String> allowed = new ArrayList<>();
    try (Connection database = Facts.open();
        Statement run = database.createStatement()) {
      for (String role : ROLES) {
        for (String table : List.of("ledger_seal", "ledger_tile", "ledger_anchor")) {
          attempt(
              run,
              role,
              "INSERT INTO %1$s SELECT * FROM %1$s WHERE false".formatted(table),
              allowed);
        }
      }
    }
    assertEquals(3, allowed.size(), allowed::toString);
    assertEquals(3, allowed.stream().filter(each -> each.startsWith("batuta_engine")).count());
  }

  /** What is allowed is noted, and undone. */
  private static void attempt(Statement run, String role, String order, List<String> allowed)
      throws SQLException {
    run.execute("BEGIN");
    run.execute("SET LOCAL ROLE " + role);
    try {
      run.execute(order);
      allowed.add(role + ": " + order);
    } catch (SQLException e) {
      if (!"42501".equals(e.getSQLState())) {
        allowed.add(role + ": " + order + " failed otherwise: " + e.getMessage());
      }
    }
    run.execute("ROLLBACK");
  }
}
