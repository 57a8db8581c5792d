package io.batuta.callback;

import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the contacts of stored events, whatever their kind, and lets what follows happen. */
@ApplicationScoped
class Matching {

  private final CallbackStore store;
  private final Consequences consequences;
  private final Sql sql;

  Matching(CallbackStore store, Consequences consequences, Sql sql) {
    this.store = store;
    this.consequences = consequences;
    this.sql = sql;
  }

  /** In a transaction of its own. Gives those that found their contact. */
  Uni<Set<EventKey>> match(List<EventKey> keys, Instant now) {
    return Sql.againAfterAClash(sql.acrossTenants(tx -> match(tx, keys, now)));
  }

  /** In the caller's transaction. Gives those that found their contact. */
  Uni<Set<EventKey>> match(Tx tx, List<EventKey> keys, Instant now) {
    return store
        .match(tx, keys, now)
        .call(matched -> consequences.of(tx, matched, now))
        .map(matched -> matched.stream().map(MatchedEvent::key).collect(Collectors.toSet()));
  }

  /** Leaves replies among these that found nobody to a person, and heeds a stop in their words. */
  Uni<Void> leave(Tx tx, List<EventKey> keys, Set<EventKey> matched, Instant now) {
    return matched.size() < keys.size()
        ? store.leaveToAPerson(tx, keys).chain(left -> consequences.ofUnplaced(tx, left, now))
        : Uni.createFrom().voidItem();
  }
}
