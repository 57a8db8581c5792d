package io.batuta.callback;

import static io.batuta.postgres.Columns.column;

import io.batuta.channel.RawCallback;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Bodies, events, and which contact an event is about. */
@ApplicationScoped
class CallbackStore {

  private static final SqlFile TAKE = SqlFile.of(CallbackStore.class, "take-callbacks.sql");
  private static final SqlFile LEAVE = SqlFile.of(CallbackStore.class, "leave-to-a-person.sql");
  private static final SqlFile KEEP = SqlFile.of(CallbackStore.class, "keep-unreadable.sql");
  private static final SqlFile WAITING = SqlFile.of(CallbackStore.class, "waiting-events.sql");
  private static final SqlFile MATCH = SqlFile.of(CallbackStore.class, "match-events.sql");

  /**
   * Unreadable bodies kept in an hour, and bytes of each: enough to study, too little to drown in.
   */
  private static final long MOST_UNREADABLE = 1_000;

  private static final int MOST_UNREADABLE_BYTES = 64 * 1024;

  private final Sql sql;

  CallbackStore(Sql sql) {
    this.sql = sql;
  }

  /** Keeps bodies and events; gives those that are new. None of them is followed. */
  Uni<List<Fresh>> keep(Tx tx, List<Call> calls) {
    return tx.list(TAKE, columns(calls).addBoolean(false), Fresh::of);
  }

  /**
   * Keeps bodies and events of plain reports and their facts, in a transaction and a round trip of
   * their own; gives those that are new.
   */
  Uni<List<Fresh>> keepAndFollow(List<Call> calls) {
    return sql.onceAcrossTenants(TAKE, columns(calls).addBoolean(true), Fresh::of);
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
  Uni<List<EventKey>> waiting(Tx tx, Instant now, int limit) {
    return tx.list(WAITING, Tuple.of(now.atOffset(ZoneOffset.UTC), limit), EventKey::of);
  }

  /** Finds contacts for these events; gives those that found theirs now. */
  Uni<List<MatchedEvent>> match(Tx tx, List<EventKey> keys, Instant now) {
    return keys.isEmpty()
        ? Uni.createFrom().item(List.of())
        : tx.list(
            MATCH, keys(keys).addOffsetDateTime(now.atOffset(ZoneOffset.UTC)), MatchedEvent::of);
  }

  /** Leaves replies that found nobody to a person; gives who wrote to their addresses. */
  Uni<List<Unplaced>> leaveToAPerson(Tx tx, List<EventKey> keys) {
    return tx.list(LEAVE, keys(keys), Unplaced::of);
  }

  private static Tuple keys(List<EventKey> keys) {
    return Tuple.tuple()
        .addArrayOfString(column(keys, EventKey::provider, String[]::new))
        .addArrayOfString(column(keys, EventKey::id, String[]::new));
  }

  private static String headers(RawCallback call) {
    JsonObject headers = new JsonObject();
    call.headers().forEach((name, values) -> headers.put(name, String.join("\n", values)));
    return headers.encode().replace("\\u0000", "");
  }

  private static Tuple columns(List<Call> calls) {
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      for (CallbackEvent event : calls.get(i).events()) {
        said.add(new Said(i + 1, event));
      }
    }
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfString(column(calls, Call::path, String[]::new))
            .addArrayOfOffsetDateTime(
                column(calls, c -> utc(c.raw().receivedAt()), OffsetDateTime[]::new))
            .addArrayOfString(column(calls, c -> headers(c.raw()), String[]::new))
            .addValue(column(calls, c -> bytes(c.raw().body()), io.vertx.core.buffer.Buffer[]::new))
            .addArrayOfInteger(column(calls, c -> c.events().size(), Integer[]::new));
    return columns(arguments, said);
  }

  /**
   * An event in its batch.
   *
   * @param call the place of its call, from 1
   */
  private record Said(int call, CallbackEvent event) {}

  private static Tuple columns(Tuple arguments, List<Said> said) {
    List<CallbackEvent> events = said.stream().map(Said::event).toList();
    return arguments
        .addArrayOfInteger(column(said, Said::call, Integer[]::new))
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
            column(events, e -> utc(e.said().occurredAt()), OffsetDateTime[]::new));
  }

  /** An array of them is taken only as the client's own kind. */
  private static io.vertx.core.buffer.Buffer bytes(byte[] body) {
    return io.vertx.core.buffer.Buffer.buffer(body);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
