package io.batuta.suppression;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.postgres.SqlFile;
import io.batuta.testing.DatabaseResource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** How the contacts of a debtor are found, on every PostgreSQL that we support. */
class SilencePlanTest {

  @Test
  void what_is_on_its_way_and_what_failed_are_found_by_an_index_of_each() throws SQLException {
    String plan = plan(SqlFile.of(Silence.class, "silence-debtors.sql").text());
    assertTrue(plan.contains("a_debtor_has_one_contact_in_flight"), plan);
    assertTrue(plan.contains("planned_contact_failed_by_debtor"), plan);
    assertTrue(plan.contains("planned_contact_pkey"), plan);
    assertFalse(plan.contains("a_step_is_planned_once_a_night"), plan);
    assertFalse(plan.contains("Seq Scan on planned_contact"), plan);
  }

  /** As planned once for all: the client keeps such a statement prepared. */
  private static String plan(String statement) throws SQLException {
    var url = DatabaseResource.database();
    StringBuilder plan = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(url.jdbc(), url.user(), url.password());
        Statement run = connection.createStatement()) {
      run.execute("SET enable_seqscan = off");
      run.execute("SET plan_cache_mode = force_generic_plan");
      run.execute(
          "PREPARE silence (integer, bigint[], text, timestamptz, text[], bigint[], uuid[]) AS "
              + statement);
      try (ResultSet rows =
          run.executeQuery(
              "EXPLAIN EXECUTE silence (1, '{7}', 'PAID', '2026-11-23T17:00Z', '{CALL}', NULL, '{}')")) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
    }
    return plan.toString();
  }
}
