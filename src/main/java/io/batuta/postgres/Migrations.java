package io.batuta.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema forward, by Flyway over JDBC. Nothing else of the product uses JDBC, and
 * nothing runs this on its start path: {@code migrate} and the local run call it.
 */
@ApplicationScoped
public class Migrations {

  private final DatabaseAddress database;

  Migrations(DatabaseAddress database) {
    this.database = database;
  }

  /**
   * Applies every migration that the database has not seen, each in its transaction. Blocks.
   *
   * @return how many were applied; 0 when it was up to date
   */
  public int migrate() {
    return migrate(database.withLogin());
  }

  /** The same for a database given by its address. Blocks. */
  public static int migrate(DatabaseUrl database) {
    return Flyway.configure()
        .dataSource(database.jdbc(), database.user(), database.password())
        .resourceProvider(new MigrationFiles())
        .javaMigrationClassProvider(List::of)
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
