package io.batuta.callback;

import io.batuta.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Reports that overtook the send they are about: each minute they are tried again, for 72 hours,
 * with the same consequences as if they had come later.
 */
@ApplicationScoped
public class WaitingReports {

  private static final int AT_ONCE = 5_000;
  private static final int TRIES = 3;

  private final CallbackStore store;
  private final Consequences consequences;
  private final Sql sql;

  WaitingReports(CallbackStore store, Consequences consequences, Sql sql) {
    this.store = store;
    this.consequences = consequences;
    this.sql = sql;
  }

  /** Gives how many found their contact. */
  public Uni<Integer> match(Instant now) {
    return sql.acrossTenants(
            tx ->
                store
                    .waiting(tx, now, AT_ONCE)
                    .chain(keys -> store.match(tx, keys, now))
                    .call(matched -> consequences.of(tx, matched, now)))
        .onFailure(CallbackStore::clashed)
        .retry()
        .atMost(TRIES)
        .map(List::size);
  }
}
