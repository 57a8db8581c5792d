package io.batuta.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.testing.DatabaseResource;
import io.batuta.time.Rest;
import io.batuta.time.SimulatedClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of a process that is frozen, and thawed minutes later. */
class FreshPoolTest {

  private static final Duration MINUTES = Duration.ofMinutes(5);

  private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-23T17:00:00Z"));
  private final String name = "frozen-" + UUID.randomUUID();

  private final List<Pool> pools = new ArrayList<>();
  private Vertx vertx;
  private FreshPool pool;

  @BeforeEach
  void a_pool_with_two_idle_connections() throws Exception {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    pool = new FreshPool(vertx, this::plain, new Rest(clock, () -> 0));
    SqlConnection one = done(pool.getConnection());
    SqlConnection other = done(pool.getConnection());
    assertEquals(2, pool.size());
    done(one.close());
    done(other.close());
  }

  @AfterEach
  void close() throws Exception {
    done(pool.close());
    done(vertx.close());
  }

  @Test
  void the_first_statement_after_a_thaw_meets_no_dead_connection() throws Exception {
    Future<?> first = whileFrozen(MINUTES);
    done(first);
  }

  /** Shows that the test above would see a dead connection being lent. */
  @Test
  void a_freeze_too_short_to_be_noticed_would_lend_one() {
    assertThrows(ExecutionException.class, () -> done(whileFrozen(Duration.ofSeconds(29))));
  }

  @Test
  void what_is_at_work_during_a_rest_works_on_and_its_connection_is_not_lent_again()
      throws Exception {
    SqlConnection working = done(pool.getConnection());
    clock.advanceTo(clock.instant().plus(MINUTES));
    SqlConnection fresh = done(pool.getConnection());
    assertEquals(3, pool.size());
    done(working.query("SELECT 1").execute());
    done(working.close());
    SqlConnection next = done(pool.getConnection());
    assertEquals(4, pool.size(), "two of the old pool, two of the new");
    done(fresh.close());
    done(next.close());
  }

  @Test
  void an_old_pool_is_closed_once_it_is_empty() throws Exception {
    terminate();
    for (int i = 0; i < 100 && pool.size() > 0; i++) {
      Thread.sleep(20);
    }
    for (int i = 0; i < 2; i++) {
      clock.advanceTo(clock.instant().plus(MINUTES));
      done(pool.query("SELECT 1").execute());
    }
    assertEquals(3, pools.size());
    assertThrows(ExecutionException.class, () -> done(pools.get(0).getConnection()), "is closed");
    done(done(pools.get(1).getConnection()).close());
  }

  @Test
  void idle_connections_end_by_a_time_out_of_the_clients_own() {
    PoolOptions bounded = FreshPool.bounded(new PoolOptions());
    assertEquals(30, bounded.getIdleTimeout());
    assertEquals(TimeUnit.SECONDS, bounded.getIdleTimeoutUnit());
  }

  /**
   * The process stands still while the database ends its connections. The statement is asked for
   * before the process can have heard of it, as an invocation is that comes with the thaw.
   */
  private Future<?> whileFrozen(Duration time) throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch thawed = new CountDownLatch(1);
    vertx.runOnContext(
        nothing -> {
          frozen.countDown();
          uninterrupted(thawed);
        });
    assertTrue(frozen.await(5, TimeUnit.SECONDS));
    assertEquals(2, terminate());
    clock.advanceTo(clock.instant().plus(time));
    Future<?> first = pool.query("SELECT 1").execute();
    thawed.countDown();
    return first;
  }

  private static void uninterrupted(CountDownLatch thawed) {
    try {
      thawed.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends our connections; answers how many there were, when they are gone. */
  private int terminate() throws SQLException {
    DatabaseUrl url = DatabaseResource.database();
    try (Connection other = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
        PreparedStatement end =
            other.prepareStatement(
                "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                    + " WHERE application_name = ?")) {
      end.setString(1, name);
      try (ResultSet ended = end.executeQuery()) {
        ended.next();
        return ended.getInt(1);
      }
    }
  }

  private Pool plain() {
    DatabaseUrl url = DatabaseResource.database();
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(url.host())
            .setPort(url.port())
            .setDatabase(url.database())
            .setUser(url.user())
            .setPassword(url.password());
    options.getProperties().put("application_name", name);
    pools.add(
        PgBuilder.pool()
            .with(FreshPool.bounded(new PoolOptions().setMaxSize(4)))
            .using(vertx)
            .connectingTo(options)
            .build());
    return pools.getLast();
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
