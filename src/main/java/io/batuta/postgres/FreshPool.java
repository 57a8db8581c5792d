package io.batuta.postgres;

import io.batuta.time.Rest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A pool that lends no connection which rested for {@link #REST_AT_MOST}. A function is frozen
 * between two calls: nobody answers while Postgres, a proxy or a NAT gateway ends its connections,
 * and on thawing the client would lend one before it heard of that, or wait on one that nobody
 * answers any more. So whoever comes after a rest is given a new pool. What is still at work on the
 * one before works on; its idle connections end by the client's own time-out.
 */
@SuppressWarnings("deprecation") // Quarkus casts what it is given to this type
final class FreshPool implements PgPool {

  /**
   * Well below what closes idle connections (350 s at a NAT gateway), and above the pauses of a
   * function that is called often. Raised, a call may meet a dead connection; lowered, more calls
   * wait some milliseconds for a new one.
   */
  static final Duration REST_AT_MOST = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Supplier<Pool> made;
  private final Rest rest;
  private final List<Pool> retired = new ArrayList<>();
  private Pool pool;

  /**
   * @param made makes a pool, with {@link #bounded} options
   */
  FreshPool(Vertx vertx, Supplier<Pool> made, Rest rest) {
    this.vertx = vertx;
    this.made = made;
    this.rest = rest;
    this.pool = made.get();
  }

  /** The options, with a time-out for idle connections: what ends those of a retired pool. */
  static PoolOptions bounded(PoolOptions options) {
    return options
        .setIdleTimeout((int) REST_AT_MOST.toSeconds())
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  private synchronized Pool fresh() {
    if (rest.sinceLastAsked().compareTo(REST_AT_MOST) >= 0) {
      retired.removeIf(FreshPool::closedIfEmpty);
      retired.add(pool);
      // A pool's timers keep the context that made it: never a request's.
      ((VertxInternal) vertx).createEventLoopContext().dispatch(() -> pool = made.get());
    }
    return pool;
  }

  private static boolean closedIfEmpty(Pool old) {
    if (old.size() > 0) {
      return false;
    }
    old.close();
    return true;
  }

  @Override
  public Future<SqlConnection> getConnection() {
    return fresh().getConnection();
  }

  @Override
  public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
    fresh().getConnection(handler);
  }

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return fresh().query(sql);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return fresh().preparedQuery(sql);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return fresh().preparedQuery(sql, options);
  }

  @Override
  public synchronized int size() {
    return pool.size() + retired.stream().mapToInt(Pool::size).sum();
  }

  @Override
  public synchronized Future<Void> close() {
    retired.forEach(Pool::close);
    return pool.close();
  }

  @Override
  public void close(Handler<AsyncResult<Void>> handler) {
    close().onComplete(handler);
  }

  /**
   * @throws UnsupportedOperationException always: the next pool would not know of it
   */
  @Override
  public PgPool connectHandler(Handler<SqlConnection> handler) {
    throw new UnsupportedOperationException("said where the pool is made");
  }

  /**
   * @throws UnsupportedOperationException always: the next pool would not know of it
   */
  @Override
  public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
    throw new UnsupportedOperationException("said where the pool is made");
  }
}
