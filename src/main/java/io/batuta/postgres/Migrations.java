package io.batuta.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema forward, by Flyway over JDBC. Nothing else of the product uses JDBC, and
 * nothing runs this on its start path: {@code migrate} and the local run call it.
 */
@ApplicationScoped
public class Migrations {

  private final Optional<String> databaseUrl;

  Migrations(@ConfigProperty(name = "batuta.database.url") Optional<String> databaseUrl) {
    this.databaseUrl = databaseUrl;
  }

  /**
   * Applies every migration that the database has not seen, each in its transaction. Blocks.
   *
   * @return how many were applied; 0 when it was up to date
   */
  public int migrate() {
    return migrate(
        DatabaseUrl.parse(
            databaseUrl.orElseThrow(
                () -> new IllegalStateException("BATUTA_DATABASE_URL is not set"))));
  }

  /** The same for a database given by its address. Blocks. */
  public static int migrate(DatabaseUrl database) {
    return Flyway.configure()
        .dataSource(database.jdbc(), database.user(), database.password())
        .locations("classpath:db/migration")
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
