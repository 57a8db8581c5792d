package io.batuta.dispatch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.postgres.SqlFile;
import io.batuta.testing.DatabaseResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A contact whose id is known is found by its key, even where Postgres believes that nothing waits,
 * because it counted at such an hour. By an index over a state it would read all that waits, for
 * each contact.
 */
class LookUpByKeyTest {

  /** Indexes that hold contacts of some states only. */
  private static final String[] BY_STATE = {
    "planned_contact_expiring",
    "planned_contact_waiting",
    "planned_contact_held",
    "planned_contact_failed",
    "planned_contact_failed_by_debtor",
    "a_debtor_has_one_contact_in_flight"
  };

  @ParameterizedTest
  @CsvSource({
    "dispatch/claim-due.sql, planned_contact_due",
    "dispatch/mark-sending.sql, planned_contact_pkey",
    "dispatch/set-aside.sql, planned_contact_pkey",
    "dispatch/complete-contacts.sql, planned_contact_pkey",
    "callback/settle-uncertain.sql, planned_contact_pkey",
    "dispatch/end-recalls.sql, recall_order_pkey",
    "campaign/advance-ladders.sql, planned_contact_pkey"
  })
  void no_statement_looks_a_contact_up_by_its_state(String file, String index)
      throws IOException, SQLException {
    String plan = plan(text(file));
    assertTrue(plan.contains(index), plan);
    assertTrue(plan.contains("planned_contact_pkey"), plan);
    for (String wrong : BY_STATE) {
      assertFalse(plan.contains(wrong), () -> wrong + " in\n" + plan);
    }
  }

  private static String text(String file) throws IOException {
    try (InputStream stored =
        SqlFile.class.getClassLoader().getResourceAsStream("io/batuta/" + file)) {
      return new String(stored.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String plan(String statement) throws SQLException {
    var url = DatabaseResource.database();
    StringBuilder plan = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(
                url.jdbc() + (url.jdbc().contains("?") ? "&" : "?") + "preferQueryMode=simple",
                url.user(),
                url.password());
        Statement run = connection.createStatement()) {
      run.setEscapeProcessing(false);
      run.execute("SET enable_seqscan = off");
      run.execute("SET plan_cache_mode = force_generic_plan");
      try (ResultSet rows = run.executeQuery("EXPLAIN (GENERIC_PLAN) " + statement)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
    }
    return plan.toString();
  }
}
