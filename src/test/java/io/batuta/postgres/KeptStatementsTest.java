package io.batuta.postgres;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.callback.CallbackIntake;
import org.junit.jupiter.api.Test;

class KeptStatementsTest {

  @Test
  void a_long_statement_is_kept_where_its_file_says_so() {
    String take = SqlFile.of(CallbackIntake.class, "take-callbacks.sql").text();
    assertTrue(take.length() > 2048, "long enough that the client would not keep it by itself");
    assertTrue(KeptStatements.isKeptPrepared(take));
    assertTrue(KeptStatements.isKeptPrepared("SELECT 1"));
    assertFalse(
        KeptStatements.isKeptPrepared(SqlFile.of(CallbackIntake.class, "match-events.sql").text()));
  }
}
