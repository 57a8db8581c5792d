package io.batuta.dispatch;

import static io.batuta.postgres.Columns.column;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a channel rest whose money is spent, or whose senders are: its backlog is not looked at for
 * a while, and each contact stays as it was. Written in the claim's transaction.
 */
final class ChannelRests {

  /** Lifts the rests of a creditor, where its limits or senders were set anew: $1 its id. */
  static final String LIFT = "DELETE FROM channel_rest WHERE creditor_id = $1";

  private static final SqlFile REST = SqlFile.of(ChannelRests.class, "rest-channels.sql");

  private record Key(CreditorId creditor, Channel channel) {}

  private ChannelRests() {}

  /** The same without what rests. */
  static Uni<List<Judged>> keep(Tx tx, Round round, List<Judged> judged) {
    Map<Key, Judged.Rests> resting = new LinkedHashMap<>();
    List<Judged> others = new ArrayList<>(judged.size());
    for (Judged one : judged) {
      if (one instanceof Judged.Rests rests) {
        resting.putIfAbsent(new Key(rests.creditor(), rests.channel()), rests);
      } else {
        others.add(one);
      }
    }
    List<Judged.Rests> channels = List.copyOf(resting.values());
    return channels.isEmpty()
        ? Uni.createFrom().item(others)
        : tx.run(
                REST,
                Tuple.of(
                    column(channels, rests -> rests.creditor().value(), Integer[]::new),
                    column(channels, rests -> rests.channel().name(), String[]::new),
                    column(channels, rests -> rests.reason().name(), String[]::new),
                    round.now().plus(Judged.ASK_AGAIN).atOffset(ZoneOffset.UTC)))
            .replaceWith(others);
  }
}
