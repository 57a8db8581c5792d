package io.batuta.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SqlTest {

  @Inject Sql sql;

  @Test
  void a_statement_in_one_round_trip_works_as_the_engine_and_leaves_nothing_behind() {
    assertEquals(
        List.of("batuta_engine off"),
        once("SELECT concat_ws(' ', current_user, current_setting('enable_seqscan'))"));
    for (int i = 0; i < 30; i++) {
      assertEquals(
          List.of("on"),
          Await.on(
              () ->
                  sql.acrossTenants(
                      tx ->
                          tx.list(
                              "SELECT current_setting('enable_seqscan')",
                              Tuple.tuple(),
                              row -> row.getString(0)))),
          "whichever connection it was");
    }
  }

  @Test
  void a_statement_that_fails_says_why_and_writes_nothing() {
    String code = "never-" + ProcessHandle.current().pid();
    PgException refused =
        assertThrows(
            PgException.class,
            () ->
                once(
                    """
                    WITH made AS (
                      INSERT INTO creditor (code, name, country, currency, time_zone)
                      VALUES ('%s', 'x', 'CO', 'COP', 'UTC') RETURNING 1)
                    SELECT (1 / (count(*) - 1))::text FROM made
                    """
                        .formatted(code)));
    assertEquals("22012", refused.getSqlState(), "division by zero, not its echo");
    assertEquals(
        List.of("0"),
        once("SELECT count(*)::text FROM creditor WHERE code = '" + code + "'"),
        "the same connections go on");
  }

  @Test
  void work_that_others_stand_in_line_behind_has_bounds_that_end_with_it() {
    String asked =
        "SELECT concat_ws(' ', current_user, current_setting('lock_timeout'), current_setting('statement_timeout'))";
    assertEquals(
        List.of("batuta_engine 5s 20s"),
        Await.on(
            () ->
                sql.acrossTenantsInTime(
                    tx -> tx.list(asked, Tuple.tuple(), row -> row.getString(0)))));
    for (int i = 0; i < 30; i++) {
      assertEquals(List.of("batuta_engine 0 0"), once(asked), "whichever connection it was");
    }
  }

  @Test
  void what_clashed_is_begun_again_three_times_at_most() {
    assertEquals(3, triesUntil("40P01", 2));
    assertEquals(2, triesUntil("40001", 1));
    AtomicInteger tries = new AtomicInteger();
    assertThrows(PgException.class, () -> await(clashing(tries, "40P01", 9)));
    assertEquals(4, tries.get());
  }

  @Test
  void what_the_database_refuses_is_not_tried_again() {
    AtomicInteger tries = new AtomicInteger();
    assertThrows(PgException.class, () -> await(clashing(tries, "23505", 1)));
    assertEquals(1, tries.get());
  }

  private static int triesUntil(String state, int failures) {
    AtomicInteger tries = new AtomicInteger();
    await(clashing(tries, state, failures));
    return tries.get();
  }

  private static Uni<String> clashing(AtomicInteger tries, String state, int failures) {
    return Sql.againAfterAClash(
        Uni.createFrom()
            .deferred(
                () ->
                    tries.incrementAndGet() <= failures
                        ? Uni.createFrom()
                            .failure(new PgException("refused", "ERROR", state, "no detail"))
                        : Uni.createFrom().item("committed")));
  }

  private static String await(Uni<String> work) {
    return work.await().indefinitely();
  }

  private List<String> once(String statement) {
    return Await.on(
        () ->
            sql.onceAcrossTenants(
                new SqlFile("test", statement), Tuple.tuple(), row -> row.getString(0)));
  }
}
