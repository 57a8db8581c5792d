package io.batuta.callback;

import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The long path, of calls with a reply, a complaint or an opt-out: they end contacts and silence
 * people, in the transaction that keeps them. One row that somebody holds must not stop the lane:
 * its call is told to come again after a while, the others go on.
 */
@ApplicationScoped
class WeightyReports {

  private final CallbackStore store;
  private final Matching matching;
  private final Sql sql;
  private final Clock clock;

  WeightyReports(CallbackStore store, Matching matching, Sql sql, Clock clock) {
    this.store = store;
    this.matching = matching;
    this.sql = sql;
    this.clock = clock;
  }

  /** Gives what each call is told, in order, when all of them are committed. */
  Uni<List<Answer>> take(List<Call> calls) {
    return Sql.againAfterAClash(Uni.createFrom().deferred(() -> together(calls)));
  }

  /**
   * What ends contact is recorded at the hour at which it is written, not at that at which the call
   * came and began to wait: a plan made in between would count as newer, and stand.
   */
  private Uni<List<Answer>> together(List<Call> calls) {
    Instant received = Call.lastReceived(calls);
    Instant now = clock.instant().isAfter(received) ? clock.instant() : received;
    return sql.acrossTenantsInTime(
        tx ->
            store
                .keep(tx, calls)
                .chain(
                    fresh ->
                        follow(tx, fresh, now)
                            .map(matched -> Fresh.answers(calls, fresh, matched))));
  }

  private Uni<Set<EventKey>> follow(Tx tx, List<Fresh> fresh, Instant now) {
    List<EventKey> keys = fresh.stream().map(Fresh::key).toList();
    return matching.match(tx, keys, now).call(matched -> matching.leave(tx, keys, matched, now));
  }
}
