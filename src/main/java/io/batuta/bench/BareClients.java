package io.batuta.bench;

import io.batuta.bench.SignedCalls.Bare;
import io.batuta.callback.CallbackIntake;
import io.batuta.postgres.SqlFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The other side of the callbacks' ratio: the statement that stores them, prepared, by so many
 * plain connections of the superuser, each with one call and one commit at a time. No HTTP, no
 * signature, no JSON to read, no role to take.
 */
final class BareClients {

  private static final SqlFile TAKE = SqlFile.of(CallbackIntake.class, "take-callbacks.sql");
  private static final long MOST_MINUTES = 60;

  private BareClients() {}

  /** Seconds for all of them. */
  static double run(List<Bare> calls, int connections) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      List<Future<PreparedStatement>> opening = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        opening.add(open(vertx));
      }
      await(Future.all(opening));
      AtomicInteger next = new AtomicInteger();
      List<Future<Void>> working = new ArrayList<>();
      long startedNanos = System.nanoTime();
      for (Future<PreparedStatement> statement : opening) {
        Promise<Void> done = Promise.promise();
        working.add(done.future());
        next(statement.result(), calls, next, done);
      }
      await(Future.all(working));
      return NightBench.secondsSince(startedNanos);
    } finally {
      await(vertx.close());
    }
  }

  private static Future<PreparedStatement> open(Vertx vertx) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(System.getProperty("quarkus.datasource.reactive.url"))
            .setUser(System.getProperty("quarkus.datasource.username"))
            .setPassword(System.getProperty("quarkus.datasource.password"));
    return PgConnection.connect(vertx, options)
        .compose(
            connection ->
                connection
                    .query("SET enable_seqscan = off")
                    .execute()
                    .compose(set -> connection.prepare(TAKE.text())));
  }

  private static void next(
      PreparedStatement statement, List<Bare> calls, AtomicInteger next, Promise<Void> done) {
    int i = next.getAndIncrement();
    if (i >= calls.size()) {
      done.complete();
      return;
    }
    statement
        .query()
        .execute(arguments(calls.get(i)))
        .onSuccess(rows -> next(statement, calls, next, done))
        .onFailure(done::fail);
  }

  private static Tuple arguments(Bare call) {
    OffsetDateTime now = call.now().atOffset(ZoneOffset.UTC);
    return Tuple.tuple()
        .addArrayOfString(new String[] {"sandbox"})
        .addArrayOfOffsetDateTime(new OffsetDateTime[] {now})
        .addArrayOfString(new String[] {call.headers()})
        .addArrayOfBuffer(new Buffer[] {Buffer.buffer(call.body())})
        .addArrayOfInteger(new Integer[] {1})
        .addArrayOfInteger(new Integer[] {1})
        .addArrayOfString(new String[] {"sandbox"})
        .addArrayOfString(new String[] {call.id()})
        .addArrayOfString(new String[] {"SMS"})
        .addArrayOfString(
            new String[] {"m-" + (call.contact().getLeastSignificantBits() << 1 >>> 1)})
        .addArrayOfUUID(new UUID[] {call.contact()})
        .addArrayOfString(new String[] {"DELIVERED"})
        .addArrayOfString(new String[1])
        .addArrayOfBoolean(new Boolean[] {false})
        .addArrayOfString(new String[1])
        .addArrayOfBuffer(new Buffer[1])
        .addArrayOfOffsetDateTime(new OffsetDateTime[] {now})
        .addBoolean(true);
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(MOST_MINUTES, TimeUnit.MINUTES);
  }
}
