package io.batuta.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.postgres.Migrations.Migrated;
import io.batuta.testing.DatabaseResource;
import java.io.Reader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database of its own, beside that of the other tests. */
class MigrationsTest {

  private static final String NAME = "migrations_" + ProcessHandle.current().pid();

  private DatabaseUrl fresh;

  @BeforeEach
  void make() throws SQLException {
    DatabaseUrl shared = DatabaseResource.database();
    run(shared, "CREATE DATABASE " + NAME);
    fresh = new DatabaseUrl(shared.host(), shared.port(), NAME, shared.user(), shared.password());
  }

  @AfterEach
  void remove() throws SQLException {
    run(DatabaseResource.database(), "DROP DATABASE " + NAME);
  }

  @Test
  void an_empty_database_is_brought_to_what_the_code_knows_once() {
    Migrated first = Migrations.migrate(fresh);
    assertTrue(first.applied() > 0);
    assertEquals(first.code(), first.database());
    assertEquals(new Migrated(0, first.code(), first.code()), Migrations.migrate(fresh));
    assertEquals(false, first.isNewerThanCode());
  }

  @Test
  void a_database_that_a_newer_version_migrated_is_left_as_it_is_and_said_so() throws SQLException {
    Migrated first = Migrations.migrate(fresh);
    run(
        fresh,
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
            + " installed_by, execution_time, success)"
            + " VALUES (999, '9000', 'later', 'SQL', 'V9000__later.sql', 1, 'x', 1, true)");
    Migrated again = Migrations.migrate(fresh);
    assertEquals(new Migrated(0, "9000", first.code()), again);
    assertEquals(true, again.isNewerThanCode());
  }

  @Test
  void a_database_with_another_past_is_refused_in_words() throws SQLException {
    Migrations.migrate(fresh);
    run(fresh, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '0001'");
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> Migrations.migrate(fresh));
    assertTrue(refused.getMessage().contains("does not fit this code"), refused.getMessage());
    assertTrue(refused.getMessage().contains("0001"), refused.getMessage());
  }

  /** What is silent for 350 seconds is forgotten on the way to the database. */
  @Test
  void a_statement_that_says_nothing_for_long_keeps_its_connection() throws SQLException {
    try (Connection connection =
            Migrations.flyway(fresh, new MigrationFiles())
                .getConfiguration()
                .getDataSource()
                .getConnection();
        Statement sql = connection.createStatement();
        ResultSet idle = sql.executeQuery("SHOW tcp_keepalives_idle")) {
      idle.next();
      assertEquals("60", idle.getString(1));
    }
  }

  @Test
  @Timeout(60)
  void an_index_is_built_concurrently_and_waits_for_no_lock_of_ours() {
    TwoFiles files =
        new TwoFiles(
            "CREATE TABLE busy (id bigint)", "CREATE INDEX CONCURRENTLY busy_by_id ON busy (id)");
    assertEquals(2, Migrations.flyway(fresh, files).migrate().migrationsExecuted);
  }

  /** Migrations that are in no folder. */
  private record TwoFiles(String first, String second) implements ResourceProvider {

    @Override
    public LoadableResource getResource(String name) {
      return null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return prefix.equals("V")
          ? List.of(new Text("V0001__first.sql", first), new Text("V0002__second.sql", second))
          : List.of();
    }
  }

  private static final class Text extends LoadableResource {
    private final String name;
    private final String text;

    Text(String name, String text) {
      this.name = name;
      this.text = text;
    }

    @Override
    public Reader read() {
      return new StringReader(text);
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }

  private static void run(DatabaseUrl database, String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbc(), database.user(), database.password());
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
