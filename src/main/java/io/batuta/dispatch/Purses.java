package io.batuta.dispatch;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what may leave within what its channel may cost. The limits are held until the claim's
 * transaction ends, in which what is spent is written: no two claims spend the same money.
 */
final class Purses {

  private static final SqlFile READ = SqlFile.of(Purses.class, "read-spend.sql");

  /** In a statement of its own: what was spent is read after the wait, not as it was before. */
  private static final String HOLD =
      """
      SELECT FROM spend_limit WHERE creditor_id = ANY ($1::int4[]) ORDER BY creditor_id, channel FOR UPDATE
      """;

  /** The money of one channel of a creditor. */
  record Purse(CreditorId creditor, Channel channel) {}

  private Purses() {}

  /** The same, but what there is no money for set aside. Asks nothing where nobody set a limit. */
  static Uni<List<Judged>> keepTo(Tx tx, Instant now, List<Judged> judged) {
    Integer[] creditors = bounded(judged);
    return creditors.length == 0
        ? Uni.createFrom().item(judged)
        : left(tx, now, creditors).map(left -> within(left, judged, now));
  }

  /** Of those that may leave, the creditors with bounds of their own. */
  static Integer[] bounded(List<Judged> judged) {
    return judged.stream()
        .filter(one -> one instanceof Judged.Ready ready && ready.costs() != null)
        .map(one -> creditor((Judged.Ready) one))
        .distinct()
        .sorted()
        .toArray(Integer[]::new);
  }

  private static Integer creditor(Judged.Ready ready) {
    Cost costs = ready.costs();
    return costs == null ? 0 : costs.creditor().value();
  }

  /** Held until the transaction ends. */
  static Uni<Map<Purse, Long>> left(Tx tx, Instant now, Integer[] creditors) {
    return tx.run(HOLD, Tuple.of((Object) creditors))
        .chain(
            () -> tx.list(READ, Tuple.of(creditors, now.atOffset(ZoneOffset.UTC)), SpendLine::read))
        .map(
            lines -> {
              Map<Purse, Long> left = new HashMap<>();
              lines.forEach(
                  line -> left.put(new Purse(line.creditor(), line.channel()), line.leftMicros()));
              return left;
            });
  }

  /** In the order of the claim; a channel without a limit is not in {@code left}. */
  static List<Judged> within(Map<Purse, Long> left, List<Judged> judged, Instant now) {
    Map<Purse, Long> rest = new HashMap<>(left);
    List<Judged> kept = new ArrayList<>(judged.size());
    for (Judged one : judged) {
      kept.add(one instanceof Judged.Ready ready ? within(rest, ready, now) : one);
    }
    return kept;
  }

  private static Judged within(Map<Purse, Long> rest, Judged.Ready ready, Instant now) {
    Cost costs = ready.costs();
    Purse purse = costs == null ? null : new Purse(costs.creditor(), ready.message().channel());
    Long before = purse == null ? null : rest.get(purse);
    if (costs == null || purse == null || before == null) {
      return ready;
    }
    if (costs.micros() <= before) {
      rest.put(purse, before - costs.micros());
      return ready;
    }
    return ready.later(now, Reason.SPEND_LIMIT);
  }
}
