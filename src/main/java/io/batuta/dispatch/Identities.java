package io.batuta.dispatch;

import static io.batuta.postgres.Columns.column;

import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps to the creditors' own rates, and gives each message one of its creditor's senders: those
 * that warm up first, up to their ceiling of the day, then the warm ones in turn. Rates and senders
 * are held until the claim's transaction ends.
 */
final class Identities {

  private static final SqlFile HOLD_RATES = SqlFile.of(Identities.class, "hold-creditor-rates.sql");
  private static final SqlFile TAKE_RATES = SqlFile.of(Identities.class, "take-creditor-rates.sql");
  private static final SqlFile READ = SqlFile.of(Identities.class, "read-senders.sql");
  private static final SqlFile GIVE = SqlFile.of(Identities.class, "give-senders.sql");

  /** In a statement of its own: what each was given is read after the wait. */
  private static final String HOLD =
      "SELECT FROM sender WHERE creditor_id = ANY ($1::int4[]) ORDER BY sender_id FOR UPDATE";

  private Identities() {}

  /**
   * A sender that may be used now.
   *
   * @param room how many more today; null: any number
   */
  record Sending(long id, int creditor, Channel channel, String address, @Nullable Integer room) {

    static Sending read(Row row) {
      return new Sending(
          row.getLong("sender_id"),
          row.getInteger("creditor_id"),
          Channel.valueOf(row.getString("channel")),
          row.getString("address"),
          row.getInteger("room"));
    }
  }

  /** Whose channel it is. */
  private record Key(int creditor, Channel channel) {}

  /** The senders that may be used, and the channels that have senders of their own at all. */
  record Book(List<Sending> usable, List<Sending> known) {}

  /** What was made of a claim, and how many each sender was given. */
  record Assigned(List<Judged> judged, Map<Long, Integer> given) {}

  /**
   * The same without what is over a creditor's own rate, which stays as it is and comes again, and
   * with what has no sender today put off. Asks nothing where no creditor has either.
   */
  static Uni<List<Judged>> assign(Tx tx, Round round, List<Judged> judged) {
    Integer[] creditors = Purses.bounded(judged);
    return creditors.length == 0
        ? Uni.createFrom().item(judged)
        : paced(tx, round, creditors, judged)
            .chain(kept -> named(tx, round.now(), creditors, kept));
  }

  private static Uni<List<Judged>> paced(
      Tx tx, Round round, Integer[] creditors, List<Judged> judged) {
    return tx.list(
            HOLD_RATES,
            Tuple.of(creditors, round.provider(), utc(round.now())),
            row -> Map.entry(row.getInteger("creditor_id"), row.getInteger("contacts")))
        .chain(
            rooms -> {
              Map<Integer, Integer> left =
                  rooms.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
              List<Judged> kept = within(left, judged);
              return left.isEmpty()
                  ? Uni.createFrom().item(kept)
                  : take(tx, round, rooms, left).replaceWith(kept);
            });
  }

  /** Takes from {@code left} what each creditor's ready ones need. */
  static List<Judged> within(Map<Integer, Integer> left, List<Judged> judged) {
    List<Judged> kept = new ArrayList<>(judged.size());
    for (Judged one : judged) {
      Cost costs = one instanceof Judged.Ready ready ? ready.costs() : null;
      Integer room = costs == null ? null : left.get(costs.creditor().value());
      if (costs == null || room == null) {
        kept.add(one);
      } else if (room > 0) {
        left.put(costs.creditor().value(), room - 1);
        kept.add(one);
      }
    }
    return kept;
  }

  private static Uni<Void> take(
      Tx tx, Round round, List<Map.Entry<Integer, Integer>> rooms, Map<Integer, Integer> left) {
    return tx.run(
            TAKE_RATES,
            Tuple.of(
                column(rooms, Map.Entry::getKey, Integer[]::new),
                column(
                    rooms,
                    room -> room.getValue() - left.getOrDefault(room.getKey(), 0),
                    Integer[]::new),
                round.provider(),
                utc(round.now())))
        .replaceWithVoid();
  }

  private static Uni<List<Judged>> named(
      Tx tx, Instant now, Integer[] creditors, List<Judged> judged) {
    return tx.run(HOLD, Tuple.of((Object) creditors))
        .chain(
            held ->
                held.rowCount() == 0
                    ? Uni.createFrom().item(List.<Row>of())
                    : rows(tx, now, creditors))
        .map(Identities::book)
        .map(book -> assign(book, judged, now))
        .call(assigned -> give(tx, now, assigned.given()))
        .map(Assigned::judged);
  }

  private static Uni<List<Row>> rows(Tx tx, Instant now, Integer[] creditors) {
    return tx.list(READ, Tuple.of(creditors, utc(now)), row -> row);
  }

  private static Book book(List<Row> rows) {
    List<Sending> usable = new ArrayList<>();
    List<Sending> known = new ArrayList<>();
    for (Row row : rows) {
      known.add(Sending.read(row));
      if (row.getBoolean("usable")) {
        usable.add(Sending.read(row));
      }
    }
    return new Book(usable, known);
  }

  /** A channel without senders of its own keeps the route's. Pure. */
  static Assigned assign(Book book, List<Judged> judged, Instant now) {
    Map<Key, List<Sending>> warming = new HashMap<>();
    Map<Key, List<Sending>> warm = new HashMap<>();
    book.known().forEach(one -> warm.putIfAbsent(key(one), new ArrayList<>()));
    for (Sending one : book.usable()) {
      (one.room() == null ? warm : warming)
          .computeIfAbsent(key(one), key -> new ArrayList<>())
          .add(one);
    }
    Map<Long, Integer> given = new HashMap<>();
    List<Judged> named = new ArrayList<>(judged.size());
    for (Judged one : judged) {
      Cost costs = one instanceof Judged.Ready ready ? ready.costs() : null;
      if (one instanceof Judged.Ready ready
          && costs != null
          && warm.containsKey(new Key(costs.creditor().value(), ready.message().channel()))) {
        Key key = new Key(costs.creditor().value(), ready.message().channel());
        Sending sender = next(warming.getOrDefault(key, List.of()), warm.get(key), ready, given);
        named.add(sender == null ? ready.later(now, Reason.SENDERS_RESTING) : ready.by(sender));
      } else {
        named.add(one);
      }
    }
    return new Assigned(named, given);
  }

  private static @Nullable Sending next(
      List<Sending> warming,
      @Nullable List<Sending> warm,
      Judged.Ready ready,
      Map<Long, Integer> given) {
    Sending chosen = null;
    for (Sending one : warming) {
      Integer room = one.room();
      if (room != null && given.getOrDefault(one.id(), 0) < room) {
        chosen = one;
        break;
      }
    }
    if (chosen == null && warm != null && !warm.isEmpty()) {
      chosen = warm.get(Math.floorMod(ready.contact().hashCode(), warm.size()));
    }
    if (chosen != null) {
      given.merge(chosen.id(), 1, Integer::sum);
    }
    return chosen;
  }

  private static Uni<Void> give(Tx tx, Instant now, Map<Long, Integer> given) {
    List<Map.Entry<Long, Integer>> all = List.copyOf(given.entrySet());
    return all.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(
                GIVE,
                Tuple.of(
                    column(all, Map.Entry::getKey, Long[]::new),
                    column(all, Map.Entry::getValue, Integer[]::new),
                    utc(now)))
            .replaceWithVoid();
  }

  private static Key key(Sending sender) {
    return new Key(sender.creditor(), sender.channel());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
