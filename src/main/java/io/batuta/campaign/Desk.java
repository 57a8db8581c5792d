package io.batuta.campaign;

import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Where a shard is worked: for good, each page in a transaction of its own, or on trial. */
sealed interface Desk {

  /** Runs one piece of work in a transaction. */
  <T> Uni<T> in(Function<Tx, Uni<T>> work);

  /** Whether judged pages are written. */
  boolean keeps();

  /** Reads and writes as the tenant, a transaction a piece. */
  record Standing(Sql sql, int tenant) implements Desk {
    @Override
    public <T> Uni<T> in(Function<Tx, Uni<T>> work) {
      return sql.asTenantByKey(tenant, work);
    }

    @Override
    public boolean keeps() {
      return true;
    }
  }

  /** Reads within one transaction that will be rolled back; writes nothing. */
  record Trial(Tx tx) implements Desk {
    @Override
    public <T> Uni<T> in(Function<Tx, Uni<T>> work) {
      return work.apply(tx);
    }

    @Override
    public boolean keeps() {
      return false;
    }
  }
}
