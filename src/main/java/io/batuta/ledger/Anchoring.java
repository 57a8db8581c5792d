package io.batuta.ledger;

import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts roots where nobody can change them, where there is such a place: whoever rewrites the ledger
 * with all its seals is found out by them.
 */
@ApplicationScoped
public class Anchoring {

  private static final SqlFile UNANCHORED = SqlFile.of(Anchoring.class, "find-unanchored.sql");

  /** What a call puts away at most; the rest is the next call's. */
  private static final int AT_MOST = 200;

  private record Waiting(String creditor, DaySeal seal) {}

  private final Sql sql;
  private final Clock clock;
  private final Anchor anchor;

  public Anchoring(Sql sql, Clock clock, Anchor anchor) {
    this.sql = sql;
    this.clock = clock;
    this.anchor = anchor;
  }

  /**
   * Puts away what is not yet, the oldest first; answers how many. Two at once put the same, which
   * is harmless.
   */
  public Uni<Integer> anchor() {
    if (!anchor.isThere()) {
      return Uni.createFrom().item(0);
    }
    return sql.acrossTenants(tx -> tx.list(UNANCHORED, Tuple.of(AT_MOST), Anchoring::waiting))
        .onItem()
        .transformToMulti((List<Waiting> all) -> Multi.createFrom().iterable(all))
        .onItem()
        .transformToUniAndConcatenate(this::put)
        .collect()
        .with(Collectors.summingInt(put -> put));
  }

  private Uni<Integer> put(Waiting waiting) {
    return anchor
        .put(waiting.creditor(), waiting.seal())
        .chain(
            place ->
                sql.acrossTenants(
                    tx ->
                        tx.run(
                            """
                            INSERT INTO ledger_anchor (creditor_id, day, place, anchored_at)
                            VALUES ($1, $2, $3, $4) ON CONFLICT (creditor_id, day) DO NOTHING
                            """,
                            Tuple.of(
                                waiting.seal().creditor().value(),
                                waiting.seal().day(),
                                place,
                                SealStore.utc(clock.instant())))))
        .replaceWith(1);
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        row.getString("code"),
        new DaySeal(
            new CreditorId(row.getInteger("creditor_id")),
            row.getLocalDate("day"),
            row.getLong("facts"),
            SealStore.bytes(row, "root"),
            SealStore.bytes(row, "previous"),
            row.getOffsetDateTime("sealed_at").toInstant()));
  }
}
