package io.batuta.faults;

import io.batuta.local.LocalDatabase;
import io.batuta.postgres.DatabaseUrl;
import io.batuta.postgres.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL that keeps what it commits, and that is killed, restarted and cut off. */
final class Server implements AutoCloseable {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "full_page_writes", "on",
          "shared_buffers", "128MB",
          "jit", "off");

  private final Path data;
  private final Map<String, String> settings = new HashMap<>(SETTINGS);
  private LocalDatabase running;
  private final DatabaseUrl url;

  private Server(Path data, Map<String, String> more) {
    this.data = data;
    this.settings.putAll(more);
    this.running = LocalDatabase.start(data, settings);
    this.url = running.url();
  }

  /** Fresh, with the product's schema. */
  static Server start(Path data, Map<String, String> more) {
    Server server = new Server(data, more);
    Migrations.migrate(server.url);
    return server;
  }

  DatabaseUrl url() {
    return url;
  }

  Path data() {
    return data;
  }

  /** SIGKILL to the server and each of its sessions, as when its machine dies. */
  void kill() throws IOException {
    Optional<ProcessHandle> postmaster =
        ProcessHandle.of(
            Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip()));
    List<ProcessHandle> all =
        postmaster.stream().flatMap(p -> Stream.concat(Stream.of(p), p.descendants())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(p -> p.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join());
    letGo();
  }

  /** On the same port, with all that was committed. */
  void restart() {
    letGo();
    running = LocalDatabase.start(data, settings, url.port());
  }

  /** Ends every session of the product in the middle of whatever it does. */
  int cut() throws SQLException {
    return (int)
        number(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
  }

  Connection open() throws SQLException {
    return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
  }

  /** As the superuser, each by itself. */
  void run(String... statements) throws SQLException {
    try (Connection database = open();
        Statement run = database.createStatement()) {
      run.setEscapeProcessing(false);
      for (String statement : statements) {
        run.execute(statement);
      }
    }
  }

  long number(String query) throws SQLException {
    try (Connection database = open();
        Statement run = database.createStatement();
        ResultSet row = run.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Holds a table so that whoever is to write to it stands still, in the middle of its transaction.
   * Closing the connection lets go.
   */
  Connection hold(String table) throws SQLException {
    Connection holder = open();
    holder.setAutoCommit(false);
    try (Statement run = holder.createStatement()) {
      run.execute("LOCK TABLE " + table + " IN SHARE MODE");
    }
    return holder;
  }

  /** Whether somebody came to a table that is held, within this time. */
  boolean somebodyStandsAt(String table, Duration within) throws Exception {
    long endNanos = System.nanoTime() + within.toNanos();
    try (Connection database = open();
        Statement run = database.createStatement()) {
      while (System.nanoTime() < endNanos) {
        try (ResultSet row =
            run.executeQuery(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '"
                    + table
                    + "'::regclass")) {
          row.next();
          if (row.getLong(1) > 0) {
            return true;
          }
        }
        Thread.sleep(2);
      }
    }
    return false;
  }

  @Override
  public void close() {
    letGo();
  }

  /** Of one that was killed nothing is left to stop but what we hold of it. */
  private void letGo() {
    running.close();
  }
}
