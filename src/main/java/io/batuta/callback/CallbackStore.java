package io.batuta.callback;

import static io.batuta.postgres.Columns.column;

import io.batuta.channel.RawCallback;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Bodies, events, and which contact an event is about. */
@ApplicationScoped
class CallbackStore {

  private static final SqlFile STORE = SqlFile.of(CallbackStore.class, "store-callback.sql");
  private static final SqlFile LEAVE = SqlFile.of(CallbackStore.class, "leave-to-a-person.sql");
  private static final SqlFile KEEP = SqlFile.of(CallbackStore.class, "keep-unreadable.sql");
  private static final SqlFile WAITING = SqlFile.of(CallbackStore.class, "waiting-events.sql");
  private static final SqlFile MATCH = SqlFile.of(CallbackStore.class, "match-events.sql");

  /**
   * Unreadable bodies kept in an hour, and bytes of each: enough to study, too little to drown in.
   */
  private static final long MOST_UNREADABLE = 1_000;

  private static final int MOST_UNREADABLE_BYTES = 64 * 1024;

  /** Deadlock and serialization failure: one of two was rolled back, and may come again. */
  private static final Set<String> CLASHES = Set.of("40P01", "40001");

  /** What names an event. */
  record Key(String provider, String id) {}

  /** Keeps body and events; gives the keys of those that are new. */
  Uni<List<Key>> store(Tx tx, String path, RawCallback call, List<CallbackEvent> events) {
    Tuple arguments =
        Tuple.tuple()
            .addString(path)
            .addOffsetDateTime(call.receivedAt().atOffset(ZoneOffset.UTC))
            .addString(headers(call))
            .addBuffer(Buffer.buffer(call.body()));
    return tx.list(
        STORE,
        columns(arguments, events),
        row -> new Key(row.getString("provider"), row.getString("event_id")));
  }

  /** Keeps what could not be read, the first 64 KiB of it, up to a thousand an hour. */
  Uni<Void> keepUnreadable(Tx tx, String path, RawCallback call, String why) {
    byte[] body = call.body();
    int length = Math.min(body.length, MOST_UNREADABLE_BYTES);
    return tx.run(
            KEEP,
            Tuple.tuple()
                .addString(path)
                .addOffsetDateTime(call.receivedAt().atOffset(ZoneOffset.UTC))
                .addString(why)
                .addString(headers(call))
                .addBuffer(Buffer.buffer(body).slice(0, length))
                .addLong(MOST_UNREADABLE))
        .replaceWithVoid();
  }

  /** Events of the last 72 hours that have not found their contact. */
  Uni<List<Key>> waiting(Tx tx, Instant now, int limit) {
    return tx.list(
        WAITING,
        Tuple.of(now.atOffset(ZoneOffset.UTC), limit),
        row -> new Key(row.getString("provider"), row.getString("event_id")));
  }

  /** Finds contacts for these events; gives those that found theirs now. */
  Uni<List<MatchedEvent>> match(Tx tx, List<Key> keys, Instant now) {
    return keys.isEmpty()
        ? Uni.createFrom().item(List.of())
        : tx.list(
            MATCH, keys(keys).addOffsetDateTime(now.atOffset(ZoneOffset.UTC)), MatchedEvent::of);
  }

  /** Leaves replies that found nobody to a person; gives who wrote to their addresses. */
  Uni<List<Unplaced>> leaveToAPerson(Tx tx, List<Key> keys) {
    return tx.list(LEAVE, keys(keys), Unplaced::of);
  }

  /**
   * Whether two transactions that lock the same debtors the other way round got in each other's
   * way.
   */
  static boolean clashed(Throwable e) {
    return e instanceof PgException refused
        && CLASHES.contains(String.valueOf(refused.getSqlState()));
  }

  private static Tuple keys(List<Key> keys) {
    return Tuple.tuple()
        .addArrayOfString(column(keys, Key::provider, String[]::new))
        .addArrayOfString(column(keys, Key::id, String[]::new));
  }

  private static String headers(RawCallback call) {
    JsonObject headers = new JsonObject();
    call.headers().forEach((name, values) -> headers.put(name, String.join("\n", values)));
    return headers.encode().replace("\\u0000", "");
  }

  private static Tuple columns(Tuple arguments, List<CallbackEvent> events) {
    return arguments
        .addArrayOfString(column(events, e -> e.said().provider(), String[]::new))
        .addArrayOfString(column(events, CallbackEvent::id, String[]::new))
        .addArrayOfString(column(events, e -> e.said().channel().name(), String[]::new))
        .addArrayOfString(column(events, CallbackEvent::messageId, String[]::new))
        .addArrayOfUUID(
            column(
                events,
                e -> e.said().contact() == null ? null : e.said().contact().value(),
                UUID[]::new))
        .addArrayOfString(column(events, e -> e.said().kind().name(), String[]::new))
        .addArrayOfString(column(events, CallbackEvent::code, String[]::new))
        .addArrayOfBoolean(column(events, e -> e.said().addressIsDead(), Boolean[]::new))
        .addArrayOfString(column(events, CallbackEvent::addressHash, String[]::new))
        .addArrayOfString(column(events, CallbackEvent::words, String[]::new))
        .addArrayOfOffsetDateTime(
            column(
                events,
                e -> e.said().occurredAt().atOffset(ZoneOffset.UTC),
                OffsetDateTime[]::new));
  }
}
