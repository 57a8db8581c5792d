package io.batuta.callback;

import static io.batuta.postgres.Columns.bytes;
import static io.batuta.postgres.Columns.column;

import io.batuta.channel.RawCallback;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.KeyRing;
import io.batuta.privacy.PersonalData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
  private final KeyRing keys;

  CallbackStore(Sql sql, KeyRing keys) {
    this.sql = sql;
    this.keys = keys;
  }

  /** Keeps bodies and events; gives those that are new. None of them is followed. */
  Uni<List<Fresh>> keep(Tx tx, List<Call> calls) {
    return keys.ofInstallation(tx)
        .chain(key -> tx.list(TAKE, columns(calls, key).addBoolean(false), Fresh::of));
  }

  /**
   * Keeps bodies and events of plain reports and their facts, in a transaction and a round trip of
   * their own; gives those that are new.
   */
  Uni<List<Fresh>> keepAndFollow(List<Call> calls) {
    return key()
        .chain(key -> sql.onceAcrossTenants(TAKE, columns(calls, key).addBoolean(true), Fresh::of));
  }

  /** The first call of a process looks for it; from then on it is at hand. */
  private Uni<DataKey> key() {
    return keys.ofInstallation()
        .map(key -> Uni.createFrom().item(key))
        .orElseGet(() -> sql.acrossTenants(keys::ofInstallation));
  }

  /** Keeps what could not be read, the first 64 KiB of it, up to a thousand an hour. */
  Uni<Void> keepUnreadable(Tx tx, String path, RawCallback call, String why) {
    byte[] body = call.body();
    byte[] kept = Arrays.copyOf(body, Math.min(body.length, MOST_UNREADABLE_BYTES));
    return keys.ofInstallation(tx)
        .chain(
            key ->
                tx.run(
                    KEEP,
                    Tuple.tuple()
                        .addString(path)
                        .addOffsetDateTime(call.receivedAt().atOffset(ZoneOffset.UTC))
                        .addString(why)
                        .addString(headers(call))
                        .addBuffer(Buffer.buffer(key.encrypt(PersonalData.CALLBACK, kept)))
                        .addLong(MOST_UNREADABLE)))
        .replaceWithVoid();
  }

  /** Events of the last 72 hours that have not found their contact. */
  Uni<List<EventKey>> waiting(Tx tx, Instant now, int limit) {
    return tx.list(WAITING, Tuple.of(now.atOffset(ZoneOffset.UTC), limit), EventKey::of);
  }

  /** Finds contacts for these events; gives those that found theirs now. */
  Uni<List<MatchedEvent>> match(Tx tx, List<EventKey> events, Instant now) {
    return events.isEmpty()
        ? Uni.createFrom().item(List.of())
        : keys.ofInstallation(tx)
            .chain(
                key ->
                    tx.list(
                        MATCH,
                        keys(events).addOffsetDateTime(now.atOffset(ZoneOffset.UTC)),
                        row -> MatchedEvent.of(row, key)));
  }

  /** Leaves replies that found nobody to a person; gives who wrote to their addresses. */
  Uni<List<Unplaced>> leaveToAPerson(Tx tx, List<EventKey> events) {
    return keys.ofInstallation(tx)
        .chain(key -> tx.list(LEAVE, keys(events), row -> Unplaced.of(row, key)));
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

  private static Tuple columns(List<Call> calls, DataKey key) {
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
            .addValue(bytes(calls, c -> key.encrypt(PersonalData.CALLBACK, c.raw().body())))
            .addArrayOfInteger(column(calls, c -> c.events().size(), Integer[]::new));
    return columns(arguments, said, key);
  }

  /**
   * An event in its batch.
   *
   * @param call the place of its call, from 1
   */
  private record Said(int call, CallbackEvent event) {}

  private static Tuple columns(Tuple arguments, List<Said> said, DataKey key) {
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
        .addValue(bytes(events, event -> words(event, key)))
        .addArrayOfOffsetDateTime(
            column(events, e -> utc(e.said().occurredAt()), OffsetDateTime[]::new));
  }

  private static byte @Nullable [] words(CallbackEvent event, DataKey key) {
    String words = event.words();
    return words == null ? null : key.encrypt(PersonalData.CALLBACK, words);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
