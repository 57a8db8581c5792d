package io.batuta.postgres;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes the pool as Quarkus does, but lets connections keep long statements prepared too, where
 * their file says so. The client by itself keeps none of {@value #SHORT} characters or more.
 */
@Singleton
class KeptStatements implements PgPoolCreator {

  private static final int SHORT = 2048;

  @Override
  public Pool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(
            options -> options.setPreparedStatementCacheSqlFilter(KeptStatements::isKeptPrepared));
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }

  static boolean isKeptPrepared(String statement) {
    return statement.length() < SHORT || statement.startsWith(SqlFile.KEPT_PREPARED);
  }
}
