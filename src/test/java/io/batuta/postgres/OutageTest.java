package io.batuta.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {

  /** SQLSTATE as in PostgreSQL's appendix A. */
  @ParameterizedTest
  @CsvSource({
    "08006, true", // connection failure
    "53300, true", // too many connections
    "57P01, true", // admin shutdown
    "57P03, true", // cannot connect now
    "57014, false", // query cancelled
    "23505, false", // unique violation
    "42501, false" // permission denied
  })
  void the_database_away_is_told_from_the_database_that_refuses(String state, boolean away) {
    Throwable failure =
        new CompletionException(new PgException("said so", "FATAL", state, "detail"));
    assertEquals(away, Outage.causes(failure));
  }

  @Test
  void a_connection_that_is_refused_is_an_outage_and_a_mistake_of_ours_is_none() {
    assertEquals(true, Outage.causes(new IllegalStateException(new ConnectException("refused"))));
    assertEquals(false, Outage.causes(new IllegalStateException("wrong")));
  }
}
