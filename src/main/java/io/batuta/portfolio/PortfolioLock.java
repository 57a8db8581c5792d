package io.batuta.portfolio;

import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

/**
 * Keeps a whole file and single payments apart, per creditor and until the transaction ends: an
 * import compares and then writes, and between both the portfolio must stand still.
 */
public final class PortfolioLock {

  /** Distinguishes this lock from any other advisory lock of the database. */
  private static final int KIND = 0x504F5254;

  /** PostgreSQL's lock_not_available: nobody let go of it in time. */
  private static final String NOT_AVAILABLE = "55P03";

  /**
   * Takes the lock within three seconds, and leaves every other wait as it was. A select list is
   * evaluated from left to right, and the time-out is read when the wait begins.
   */
  private static final String SHARED_SOON =
      """
      SELECT set_config('lock_timeout', '3s', true), pg_advisory_xact_lock_shared($1, $2)::text,
        set_config('lock_timeout', '0', true)
      """;

  private static final SqlFile DEBTORS = SqlFile.of(PortfolioLock.class, "lock-debtors.sql");

  private PortfolioLock() {}

  /**
   * For a file: waits for payments at work, and holds back new ones. How long, the caller bounds.
   */
  static Uni<Void> alone(Tx tx, CreditorId creditor) {
    return take(tx, "SELECT pg_advisory_xact_lock($1, $2)", creditor);
  }

  /**
   * For payments: side by side with each other, never with a file. Fails with {@link PortfolioBusy}
   * when a file keeps it for more than three seconds: of a million rows it keeps it for a minute or
   * two, and whoever reports a payment does better to come again.
   */
  public static Uni<Void> shared(Tx tx, CreditorId creditor) {
    return take(tx, SHARED_SOON, creditor)
        .onFailure(PortfolioLock::isNotAvailable)
        .transform(PortfolioBusy::new);
  }

  /**
   * Holds these debtors, by their numbers or those of their accounts. Fails with {@link
   * PortfolioBusy} when somebody, a file being merged above all, keeps one for five seconds.
   */
  public static Uni<Void> debtors(Tx tx, CreditorId creditor, String[] numbers, String[] accounts) {
    return tx.run("SELECT set_config('lock_timeout', '5s', true)", Tuple.tuple())
        .chain(() -> tx.run(DEBTORS, Tuple.of(creditor.value(), numbers, accounts)))
        .onFailure(PortfolioLock::isNotAvailable)
        .transform(PortfolioBusy::new)
        .chain(() -> tx.run("SELECT set_config('lock_timeout', '0', true)", Tuple.tuple()))
        .replaceWithVoid();
  }

  private static Uni<Void> take(Tx tx, String statement, CreditorId creditor) {
    return tx.run(statement, Tuple.of(KIND, creditor.value())).replaceWithVoid();
  }

  private static boolean isNotAvailable(Throwable failure) {
    return failure instanceof PgException refused && NOT_AVAILABLE.equals(refused.getSqlState());
  }
}
