package io.batuta.postgres;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Opens transactions. Each begins by taking a role, so that row level security and the ledger's
 * bounds hold whoever we logged in as; a statement outside of these methods has no way to the pool.
 */
@ApplicationScoped
public class Sql {

  /** Role and tenant for this transaction alone; both end with it. */
  public static final String ENTER =
      "SELECT set_config('role', $1, true), set_config('batuta.creditor', $2, true)";

  /**
   * The same for a statement that is kept prepared: its plan must be by key, whatever size the
   * tables had when it was made.
   */
  private static final String ENTER_BY_KEY = ENTER + ", set_config('enable_seqscan', 'off', true)";

  /**
   * The same for work that others stand in line behind. A row that somebody holds and does not let
   * go of fails this transaction after a while, and stops nobody else.
   */
  private static final String ENTER_IN_TIME =
      ENTER
          + ", set_config('lock_timeout', '5s', true), set_config('statement_timeout', '20s', true)";

  private static final String ENGINE = "batuta_engine";

  private static final int TRIES_AFTER_A_CLASH = 3;

  /** Deadlock and serialization failure: one of two was rolled back, and may come again. */
  private static final Set<String> CLASHES = Set.of("40P01", "40001");

  private final Pool pool;
  private final RefusedLogin refusedLogin;

  public Sql(Pool pool, RefusedLogin refusedLogin) {
    this.pool = pool;
    this.refusedLogin = refusedLogin;
  }

  /**
   * Works as one tenant: sees and writes only its rows. Commits when {@code work} does not fail.
   */
  public <T> Uni<T> asTenant(int tenant, Function<Tx, Uni<T>> work) {
    return within(ENTER, "batuta_app", Integer.toString(tenant), work);
  }

  /**
   * The same for statements that are to read by key alone. A plan is kept for as long as a
   * connection lives: one that was made while a table was empty reads it whole, page after page,
   * once it is full. Here it never does.
   */
  public <T> Uni<T> asTenantByKey(int tenant, Function<Tx, Uni<T>> work) {
    return within(ENTER_BY_KEY, "batuta_app", Integer.toString(tenant), work);
  }

  /**
   * Works across tenants: claims, rescues, webhook look-ups. Commits when {@code work} does not
   * fail.
   */
  public <T> Uni<T> acrossTenants(Function<Tx, Uni<T>> work) {
    return within(ENTER, ENGINE, "", work);
  }

  /**
   * The same, where a statement may wait 5 seconds for a lock and take 20 in all; past that the
   * work fails.
   */
  public <T> Uni<T> acrossTenantsInTime(Function<Tx, Uni<T>> work) {
    return within(ENTER_IN_TIME, ENGINE, "", work);
  }

  /**
   * Runs one statement across tenants, in a transaction of its own and one round trip: begin, role,
   * statement and commit go out together. When it gives its rows, they are committed.
   */
  public <T> Uni<List<T>> onceAcrossTenants(
      SqlFile statement, Tuple arguments, Function<Row, T> map) {
    return refusedLogin
        .thenOnceMore(
            pool.withConnection(
                connection ->
                    Uni.combine()
                        .all()
                        .unis(
                            connection.query("BEGIN").execute(),
                            connection.preparedQuery(ENTER_BY_KEY).execute(Tuple.of(ENGINE, "")),
                            connection.preparedQuery(statement.text()).execute(arguments),
                            // After a failure this rolls back, and says nothing of it: each of the
                            // four is looked at.
                            connection.query("COMMIT").execute())
                        .collectFailures()
                        .with((begun, entered, rows, committed) -> Tx.mapped(rows, map))))
        .onFailure(CompositeException.class)
        .transform(all -> ((CompositeException) all).getCauses().getFirst());
  }

  /**
   * Does it again, from its beginning, when two transactions that lock the same rows got in each
   * other's way: three times at most, then it fails as they did.
   */
  public static <T> Uni<T> againAfterAClash(Uni<T> transaction) {
    return transaction.onFailure(Sql::clashed).retry().atMost(TRIES_AFTER_A_CLASH);
  }

  /** Whether this is a deadlock or a serialization failure: the same may come again. */
  public static boolean clashed(Throwable e) {
    return e instanceof PgException refused
        && CLASHES.contains(String.valueOf(refused.getSqlState()));
  }

  private <T> Uni<T> within(String enter, String role, String tenant, Function<Tx, Uni<T>> work) {
    return refusedLogin.thenOnceMore(
        pool.withTransaction(
            connection ->
                connection
                    .preparedQuery(enter)
                    .execute(Tuple.of(role, tenant))
                    .chain(() -> work.apply(new Tx(connection)))));
  }
}
