package io.batuta.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jboss.logging.Logger;

/**
 * Brings the schema forward, by Flyway over JDBC. Nothing else of the product uses JDBC, and
 * nothing runs this on its start path: {@code migrate} and the local run call it.
 */
@ApplicationScoped
public class Migrations {

  private static final Logger LOG = Logger.getLogger(Migrations.class);

  private final DatabaseAddress database;

  /**
   * What a run did.
   *
   * @param applied migrations, in this run
   * @param database the version it stands at now: {@code 0002}
   * @param code the newest version that this code knows
   */
  public record Migrated(int applied, String database, String code) {

    /** Whether a newer version of the code has migrated it. */
    public boolean isNewerThanCode() {
      return Integer.parseInt(database) > Integer.parseInt(code);
    }
  }

  Migrations(DatabaseAddress database) {
    this.database = database;
  }

  /**
   * Applies every migration that the database has not seen, each in its transaction. Blocks.
   *
   * @return what was done; nothing when it was up to date
   * @throws IllegalStateException if the database and this code do not fit; says which and why
   */
  public Migrated migrate() {
    return migrate(database.withLogin());
  }

  /** The same for a database given by its address. Blocks. */
  public static Migrated migrate(DatabaseUrl database) {
    Flyway flyway = flyway(database);
    try {
      int applied = flyway.migrate().migrationsExecuted;
      Migrated done = new Migrated(applied, newest(flyway, true), newest(flyway, false));
      if (done.isNewerThanCode()) {
        LOG.warnf(
            "the database is at %s, newer than this code at %s: nothing was changed, and this code"
                + " works on it as long as the changelog says so",
            done.database(), done.code());
      }
      return done;
    } catch (FlywayValidateException e) {
      throw new IllegalStateException(
          "the database at %s does not fit this code at %s, nothing was changed: %s"
              .formatted(newest(flyway, true), newest(flyway, false), firstLines(e)),
          e);
    }
  }

  private static Flyway flyway(DatabaseUrl database) {
    return Flyway.configure()
        .dataSource(database.jdbc(), database.user(), database.password())
        .resourceProvider(new MigrationFiles())
        .javaMigrationClassProvider(List::of)
        // A newer version has been here, and this is an older one rolled back to: not a fault.
        .ignoreMigrationPatterns("*:future")
        .load();
  }

  /**
   * The newest version that the database has, or that this code brings; 0000 where there is none.
   */
  private static String newest(Flyway flyway, boolean ofDatabase) {
    return Arrays.stream(flyway.info().all())
        .filter(
            info ->
                info.getVersion() != null
                    && (ofDatabase ? info.getState().isApplied() : info.getState().isResolved()))
        .map(info -> info.getVersion().getVersion())
        .max(Comparator.comparingInt(Integer::parseInt))
        .orElse("0000");
  }

  private static String firstLines(FlywayValidateException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .limit(5)
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }
}
