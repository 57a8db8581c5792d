package io.batuta.callback;

import io.batuta.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The short path of calls that hold plain reports alone: bodies, events, contacts and facts of the
 * whole batch in one statement.
 */
@ApplicationScoped
class PlainReports {

  private static final Logger LOG = Logger.getLogger(PlainReports.class);

  private final CallbackStore store;
  private final Matching matching;

  PlainReports(CallbackStore store, Matching matching) {
    this.store = store;
    this.matching = matching;
  }

  /** Gives what each call is told, in order, when all of them are committed. */
  Uni<List<Answer>> take(List<Call> calls) {
    return Sql.againAfterAClash(store.keepAndFollow(calls))
        .chain(
            fresh ->
                settle(fresh, Call.lastReceived(calls))
                    .map(settled -> Fresh.answers(calls, fresh, settled)));
  }

  /**
   * Reports on contacts whose answer was lost: rare, and they lock the contact, which comes before
   * summaries; so in a transaction of their own. Should it fail, they wait for the next minute like
   * any report that overtook its send.
   */
  private Uni<Set<EventKey>> settle(List<Fresh> fresh, Instant now) {
    List<EventKey> uncertain = fresh.stream().filter(Fresh::uncertain).map(Fresh::key).toList();
    return uncertain.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : matching
            .match(uncertain, now)
            .onFailure()
            .invoke(e -> LOG.warnf(e, "%d reports stored, to be matched later", uncertain.size()))
            .onFailure()
            .recoverWithItem(Set.of());
  }
}
