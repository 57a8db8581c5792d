package io.batuta.postgres;

import io.batuta.secrets.DatabaseLogin;
import io.batuta.time.Rest;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the pool as Quarkus does, but lets connections keep long statements prepared too, where
 * their file says so, and lends none that rested long. The client by itself keeps no statement of
 * {@value #SHORT} characters or more.
 */
@Singleton
class KeptStatements implements PgPoolCreator {

  private static final int SHORT = 2048;

  private final DatabaseLogin login;

  KeptStatements(DatabaseLogin login) {
    this.login = login;
  }

  @Override
  public Pool create(Input input) {
    List<SqlConnectOptions> servers = new ArrayList<>();
    for (PgConnectOptions options : input.pgConnectOptionsList()) {
      options.setPreparedStatementCacheSqlFilter(KeptStatements::isKeptPrepared);
      servers.add(options);
    }
    PoolOptions bounded = FreshPool.bounded(input.poolOptions());
    return new FreshPool(input.vertx(), () -> pool(input, bounded, servers), new Rest());
  }

  private Pool pool(Input input, PoolOptions bounded, List<SqlConnectOptions> servers) {
    var pool = PgBuilder.pool().with(bounded).using(input.vertx());
    return login.isSecret()
        ? pool.connectingTo(() -> loggedIn(input.pgConnectOptionsList().getFirst())).build()
        : pool.connectingTo(servers).build();
  }

  /** A pool of our own making asks for the login itself, for each connection. */
  private Future<SqlConnectOptions> loggedIn(PgConnectOptions options) {
    Promise<SqlConnectOptions> ready = Promise.promise();
    login
        .getCredentialsAsync("")
        .subscribe()
        .with(
            found ->
                ready.complete(
                    new PgConnectOptions(options)
                        .setUser(found.get(CredentialsProvider.USER_PROPERTY_NAME))
                        .setPassword(found.get(CredentialsProvider.PASSWORD_PROPERTY_NAME))),
            ready::fail);
    return ready.future();
  }

  static boolean isKeptPrepared(String statement) {
    return statement.length() < SHORT || statement.startsWith(SqlFile.KEPT_PREPARED);
  }
}
