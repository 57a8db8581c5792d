package io.batuta.local;

import io.batuta.postgres.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What a run does to its database as an administrator, before the product starts: a database of its
 * own, and a way in for a person who wants to look. Only a local run ever does this.
 */
final class Administration {

  private Administration() {}

  /**
   * On a server that was given: the run's own database beside the one named, {@code <name>_run}, so
   * that a fresh run never empties somebody's.
   *
   * @param fresh what an earlier run left in it goes
   */
  static DatabaseUrl databaseOfTheRun(DatabaseUrl given, boolean fresh) {
    String name = given.database() + "_run";
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "the database in BATUTA_DATABASE_URL has a name with unusual characters");
    }
    try (Connection connection = open(given);
        Statement statement = connection.createStatement()) {
      if (fresh) {
        statement.execute("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
      }
      try (ResultSet found =
          statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
        if (found.next()) {
          return in(given, name);
        }
      }
      statement.execute("CREATE DATABASE \"" + name + "\"");
      return in(given, name);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "cannot make the database " + name + " at " + given + ": " + e.getMessage(), e);
    }
  }

  /** That of a run that has been; empty where the server has none. Makes nothing. */
  static Optional<DatabaseUrl> findDatabaseOfTheRun(DatabaseUrl given) {
    String name = given.database() + "_run";
    try (Connection connection = open(given);
        PreparedStatement statement =
            connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
      statement.setString(1, name);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? Optional.of(in(given, name)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot look at " + given + ": " + e.getMessage(), e);
    }
  }

  /** Lets batuta_reader log in, with a password of this start; answers the JDBC address. */
  static String letReaderIn(DatabaseUrl database, String password) {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER ROLE batuta_reader LOGIN PASSWORD '" + password + "'");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot let batuta_reader in: " + e.getMessage(), e);
    }
    return database.jdbc() + "?user=batuta_reader&password=" + password;
  }

  /** The later of {@code at} and the last thing the ledger recorded. */
  static Instant atLeastTheLedger(DatabaseUrl database, Instant at) {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT greatest((SELECT max(recorded_at) FROM contact_fact),
                  (SELECT max(sending_at) FROM planned_contact),
                  (SELECT max(claimed_at) FROM planned_contact))
                """)) {
      row.next();
      OffsetDateTime last = row.getObject(1, OffsetDateTime.class);
      return last == null || last.toInstant().isBefore(at) ? at : last.toInstant();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the ledger: " + e.getMessage(), e);
    }
  }

  private static Connection open(DatabaseUrl database) throws SQLException {
    return DriverManager.getConnection(database.jdbc(), database.user(), database.password());
  }

  private static DatabaseUrl in(DatabaseUrl given, String name) {
    return new DatabaseUrl(
        given.host(), given.port(), name, given.user(), given.password(), given.sslMode());
  }
}
