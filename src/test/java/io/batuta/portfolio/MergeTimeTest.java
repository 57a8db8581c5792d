package io.batuta.portfolio;

import static io.batuta.portfolio.ImportDesk.TWO_ROWS;
import static io.batuta.portfolio.ImportDesk.file;
import static io.batuta.portfolio.ImportDesk.loaded;
import static io.batuta.portfolio.ImportDesk.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.ImportOutcome.Broken;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.DatabaseResource;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Becoming the portfolio ends with the function's time, and says which of two it was. */
@QuarkusTest
class MergeTimeTest {

  private static final int FEW_SECONDS = 3;

  @Inject ImportDesk desk;
  @Inject People people;
  @Inject Clock clock;
  @Inject Sql sql;

  private Creditor bank;

  @BeforeEach
  void a_bank_of_its_own() {
    bank = people.bank();
  }

  @ParameterizedTest
  @EnumSource(ImportMode.class)
  void a_merge_that_takes_too_long_ends_with_advice_for_its_mode(ImportMode mode) throws Exception {
    try (Connection other = blockedBy("LOCK TABLE account IN SHARE MODE")) {
      Broken broken = assertInstanceOf(Broken.class, put(mode));
      assertTrue(broken.reason().startsWith("making it the portfolio takes"), broken.reason());
      assertTrue(broken.reason().endsWith(mode.whenTooLarge()), broken.reason());
      assertEquals("failed: " + broken.reason(), desk.states(bank));
      other.rollback();
    }
    desk.assertNothing(bank);
    loaded(put(mode));
  }

  @Test
  void time_that_was_spent_waiting_for_another_is_worth_another_try() throws Exception {
    try (Connection other = blockedBy(lock())) {
      assertThrows(FileStore.Unreachable.class, () -> put(ImportMode.DELTA));
      assertTrue(
          desk.states(bank).startsWith("failed: another file or payment"), desk.states(bank));
      other.rollback();
    }
    desk.assertNothing(bank);
    loaded(put(ImportMode.DELTA));
  }

  @Test
  void a_payment_waits_three_seconds_for_the_portfolio_and_for_nothing_else() throws Exception {
    try (Connection other = blockedBy(lock())) {
      long startedNanos = System.nanoTime();
      assertThrows(PortfolioBusy.class, this::shared);
      long tookMillis = (System.nanoTime() - startedNanos) / 1_000_000;
      assertTrue(tookMillis >= 2_900 && tookMillis < 20_000, "waited " + tookMillis + " ms");
      other.rollback();
    }
    assertEquals("0", shared());
  }

  private String shared() {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        PortfolioLock.shared(tx, bank.id())
                            .chain(
                                () ->
                                    tx.first(
                                        "SELECT current_setting('lock_timeout')",
                                        Tuple.tuple(),
                                        row -> row.getString(0)))))
        .orElseThrow();
  }

  private ImportOutcome put(ImportMode mode) {
    return desk.put(
        file(bank, "/" + mode.tag() + "/a.csv", "v1", clock.instant()),
        () -> stream(TWO_ROWS),
        clock.instant().plusSeconds(FEW_SECONDS));
  }

  private String lock() {
    return "SELECT pg_advisory_xact_lock(x'504F5254'::int, " + bank.id().value() + ")";
  }

  private static Connection blockedBy(String statement) throws Exception {
    var url = DatabaseResource.database();
    Connection other = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
    other.setAutoCommit(false);
    try (var held = other.createStatement()) {
      held.execute(statement);
    }
    return other;
  }
}
