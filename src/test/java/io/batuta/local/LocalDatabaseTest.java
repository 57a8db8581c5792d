package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.postgres.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDatabaseTest {

  @TempDir Path folder;

  @Test
  void a_server_left_over_from_a_killed_run_is_stopped_and_its_data_kept() throws Exception {
    Path data = folder.resolve("a folder with spaces");
    LocalDatabase abandoned = LocalDatabase.start(data);
    run(abandoned.url(), "CREATE TABLE kept AS SELECT 7 AS n");
    long pid =
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    assertTrue(ProcessHandle.of(pid).isPresent());
    LocalDatabase.stopLeftover(data);
    assertFalse(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    LocalDatabase.stopLeftover(data);
    abandoned.close();
    try (LocalDatabase again = LocalDatabase.start(data)) {
      assertEquals(7, number(again.url(), "SELECT n FROM kept"));
    }
  }

  @Test
  void a_process_that_only_has_the_number_of_a_dead_server_is_left_alone() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(folder.resolve("postmaster.pid"), bystander.pid() + "\n");
      LocalDatabase.stopLeftover(folder);
      assertTrue(bystander.isAlive());
      assertFalse(Files.exists(folder.resolve("postmaster.pid")));
    } finally {
      bystander.destroyForcibly().waitFor();
    }
  }

  private static void run(DatabaseUrl url, String statement) throws SQLException {
    try (Connection connection = open(url);
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private static int number(DatabaseUrl url, String query) throws SQLException {
    try (Connection connection = open(url);
        Statement run = connection.createStatement();
        ResultSet row = run.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Connection open(DatabaseUrl url) throws SQLException {
    return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
  }
}
