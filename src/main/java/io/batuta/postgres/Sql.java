package io.batuta.postgres;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Opens transactions. Each begins by taking a role, so that row level security and the ledger's
 * bounds hold whoever we logged in as; a statement outside of these two methods has no way to the
 * pool.
 */
@ApplicationScoped
public class Sql {

  /** Role and tenant for this transaction alone; both end with it. */
  public static final String ENTER =
      "SELECT set_config('role', $1, true), set_config('batuta.creditor', $2, true)";

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
    return within("batuta_app", Integer.toString(tenant), work);
  }

  /**
   * Works across tenants: claims, rescues, webhook look-ups. Commits when {@code work} does not
   * fail.
   */
  public <T> Uni<T> acrossTenants(Function<Tx, Uni<T>> work) {
    return within("batuta_engine", "", work);
  }

  private <T> Uni<T> within(String role, String tenant, Function<Tx, Uni<T>> work) {
    return refusedLogin.thenOnceMore(
        pool.withTransaction(
            connection ->
                connection
                    .preparedQuery(ENTER)
                    .execute(Tuple.of(role, tenant))
                    .chain(() -> work.apply(new Tx(connection)))));
  }
}
