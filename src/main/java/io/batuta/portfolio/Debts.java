package io.batuta.portfolio;

import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What each debtor owes over all accounts, kept in the debtor's own row so that a cut reads one.
 */
public final class Debts {

  private static final SqlFile RECOMPUTE = SqlFile.of(Debts.class, "recompute-debtors.sql");

  private Debts() {}

  /**
   * Brings these debtors in line with their accounts, in the transaction that changed the accounts.
   *
   * @return how many debtors changed
   */
  public static Uni<Integer> recompute(Tx tx, CreditorId creditor, Long[] debtors) {
    return run(tx, creditor, debtors, null, false);
  }

  /** The same for every debtor that an import touched, or for all of the creditor. */
  static Uni<Integer> recompute(Tx tx, CreditorId creditor, UUID importId, boolean all) {
    return run(tx, creditor, new Long[0], importId, all);
  }

  private static Uni<Integer> run(
      Tx tx, CreditorId creditor, Long[] debtors, @Nullable UUID importId, boolean all) {
    return tx.run(RECOMPUTE, Tuple.of(creditor.value(), debtors, importId, all))
        .map(changed -> changed.rowCount());
  }
}
