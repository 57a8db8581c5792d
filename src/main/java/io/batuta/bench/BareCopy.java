package io.batuta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The portfolio's tables once more, bare: the same columns, checks, indexes and foreign keys, and
 * filled by COPY with the rows that stand in the portfolio, in one transaction. The server reads
 * files of its own, so that no client is in the way.
 */
final class BareCopy {

  /** In the order in which they refer to each other. */
  private static final List<String> TABLES =
      List.of("debtor", "person_key", "person", "account", "contact_point");

  private final Path folder;

  /**
   * @param folder for the rows, as files; the server must be able to write there
   */
  BareCopy(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /**
   * What the copy took.
   *
   * @param rows of each table
   */
  record Copied(double seconds, Map<String, Long> rows) {}

  Copied run() throws SQLException, IOException {
    try (Connection database = Lender.open();
        Statement run = database.createStatement()) {
      Map<String, Long> rows = new LinkedHashMap<>();
      for (String table : TABLES) {
        rows.put(table, run.executeLargeUpdate("COPY %s TO '%s'".formatted(table, file(table))));
        run.execute("CREATE TABLE bare_%s (LIKE %s INCLUDING ALL)".formatted(table, table));
      }
      for (String key : foreignKeys(run)) {
        run.execute(key);
      }
      run.execute("CHECKPOINT");
      double seconds = copy(database, run);
      run.execute(
          "DROP TABLE bare_contact_point, bare_account, bare_person, bare_person_key, bare_debtor");
      for (String table : TABLES) {
        Files.deleteIfExists(file(table));
      }
      return new Copied(seconds, rows);
    }
  }

  private double copy(Connection database, Statement run) throws SQLException {
    database.setAutoCommit(false);
    long startedNanos = System.nanoTime();
    for (String table : TABLES) {
      run.execute("COPY bare_%s FROM '%s'".formatted(table, file(table)));
    }
    database.commit();
    double seconds = NightBench.secondsSince(startedNanos);
    database.setAutoCommit(true);
    return seconds;
  }

  /** As the portfolio has them; where both ends were copied, between the copies. */
  private static List<String> foreignKeys(Statement run) throws SQLException {
    List<String> keys = new ArrayList<>();
    for (String table : TABLES) {
      try (ResultSet found =
          run.executeQuery(
              "SELECT pg_get_constraintdef(oid), confrelid::regclass::text FROM pg_constraint"
                  + " WHERE contype = 'f' AND conrelid = '"
                  + table
                  + "'::regclass")) {
        while (found.next()) {
          String to = found.getString(2);
          String key = found.getString(1);
          keys.add(
              "ALTER TABLE bare_%s ADD %s"
                  .formatted(
                      table,
                      TABLES.contains(to)
                          ? key.replace("REFERENCES " + to, "REFERENCES bare_" + to)
                          : key));
        }
      }
    }
    return keys;
  }

  private Path file(String table) {
    return folder.resolve(table + ".copy");
  }
}
