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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch of payments looks at the promises and payments of its debtors, not of everybody. */
class PromisePlanTest {

  @ParameterizedTest
  @CsvSource({
    "keep-promises.sql, a_debtor_has_one_open_promise",
    "reopen-promises.sql, promise_kept"
  })
  void promises_and_their_payments_are_found_by_debtor(String file, String index)
      throws SQLException {
    String plan = plan(SqlFile.of(PaymentBook.class, file).text());
    assertTrue(plan.contains(index), plan);
    assertTrue(plan.contains("payment_by_debtor"), plan);
    assertFalse(plan.contains("Seq Scan on p"), plan);
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
      try (ResultSet rows = run.executeQuery("EXPLAIN (GENERIC_PLAN) " + statement)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
    }
    return plan.toString();
  }
}
