package io.batuta.postgres;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jboss.logging.Logger;

/**
 * Brings the schema forward, by Flyway over JDBC. Nothing else of the product uses JDBC, and
 * nothing runs this on its start path: {@code migrate} and the local run call it. What is
 * registered are settings of Flyway, which it copies by way of JSON.
 */
@ApplicationScoped
@RegisterForReflection(
    classNames = {
      "org.flywaydb.core.api.migration.baseline.BaselineMigrationConfigurationExtension",
      "org.flywaydb.core.internal.proprietaryStubs.LicensingConfigurationExtensionStub",
      "org.flywaydb.core.internal.proprietaryStubs.OfflinePermitConfigurationExtensionStub",
      "org.flywaydb.core.internal.proprietaryStubs.PATTokenConfigurationExtensionStub",
      "org.flywaydb.core.internal.publishing.PublishingConfigurationExtension",
      "org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension",
      "org.flywaydb.database.postgresql.TransactionalModel"
    })
public class Migrations {

  private static final Logger LOG = Logger.getLogger(Migrations.class);

  /**
   * A long statement says nothing for minutes, and what lies between a function and its database
   * forgets a silent connection after 350 seconds (Lambda's own network does, and a NAT). Both ends
   * ask for each other: the server each minute, since Java's driver leaves the interval to the
   * system, where it is two hours.
   */
  private static final Map<String, String> ASKED_FOR =
      Map.of(
          "tcpKeepAlive",
          "true",
          "options",
          "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=20 -c tcp_keepalives_count=6");

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
    return flyway(database, new MigrationFiles());
  }

  /** The same for migrations from elsewhere. */
  static Flyway flyway(DatabaseUrl database, ResourceProvider migrations) {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(database.jdbc(), database.user(), database.password())
            .jdbcProperties(ASKED_FOR)
            .resourceProvider(migrations)
            .javaMigrationClassProvider(List::of)
            // A newer version has been here, and this is an older one rolled back to: not a fault.
            .ignoreMigrationPatterns("*:future");
    // A lock of the session, not of a transaction: CREATE INDEX CONCURRENTLY waits for every
    // transaction that is open, and would wait for that one for ever.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration.load();
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
