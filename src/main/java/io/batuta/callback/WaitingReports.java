package io.batuta.callback;

import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Reports that overtook the send they are about: each minute they are tried again, for 72 hours,
 * with the same consequences as if they had come later.
 */
@ApplicationScoped
public class WaitingReports {

  private static final int AT_ONCE = 5_000;

  private final CallbackStore store;
  private final Matching matching;
  private final Sql sql;

  WaitingReports(CallbackStore store, Matching matching, Sql sql) {
    this.store = store;
    this.matching = matching;
    this.sql = sql;
  }

  /** Gives how many found their contact. */
  public Uni<Integer> match(Instant now) {
    return Sql.againAfterAClash(
            sql.acrossTenantsInTime(
                tx -> store.waiting(tx, now, AT_ONCE).chain(keys -> match(tx, keys, now))))
        .map(Set::size);
  }

  /** A reply that waited for a send which came to nothing may have found nobody after all. */
  private Uni<Set<EventKey>> match(Tx tx, List<EventKey> keys, Instant now) {
    return matching.match(tx, keys, now).call(matched -> matching.leave(tx, keys, matched, now));
  }
}
