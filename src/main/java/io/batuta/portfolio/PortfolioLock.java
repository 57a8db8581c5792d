package io.batuta.portfolio;

import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Keeps a whole file and single payments apart, per creditor and until the transaction ends: an
 * import compares and then writes, and between both the portfolio must stand still.
 */
public final class PortfolioLock {

  /** Distinguishes this lock from any other advisory lock of the database. */
  private static final int KIND = 0x504F5254;

  private PortfolioLock() {}

  /** For a file: waits for payments at work, and holds back new ones. */
  public static Uni<Void> alone(Tx tx, CreditorId creditor) {
    return take(tx, "SELECT pg_advisory_xact_lock($1, $2)", creditor);
  }

  /** For payments: side by side with each other, never with a file. */
  public static Uni<Void> shared(Tx tx, CreditorId creditor) {
    return take(tx, "SELECT pg_advisory_xact_lock_shared($1, $2)", creditor);
  }

  private static Uni<Void> take(Tx tx, String statement, CreditorId creditor) {
    return tx.run(statement, Tuple.of(KIND, creditor.value())).replaceWithVoid();
  }
}
