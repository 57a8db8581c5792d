package io.batuta.testing;

import io.batuta.postgres.DatabaseUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks through every column of every table, whatever its type, as the database's owner. */
@ApplicationScoped
public class EveryTable {

  /** The tables of which a row holds this text, as text or, in bytes, in UTF-8. */
  public List<String> that(String text) {
    DatabaseUrl url = DatabaseResource.database();
    List<String> found = new ArrayList<>();
    try (Connection database =
        DriverManager.getConnection(url.jdbc(), url.user(), url.password())) {
      for (String table : tables(database)) {
        if (holds(database, table, text)) {
          found.add(table);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  private static List<String> tables(Connection database) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement ask = database.createStatement();
        ResultSet rows =
            ask.executeQuery(
                "SELECT DISTINCT table_name FROM information_schema.columns"
                    + " WHERE table_schema = 'public' ORDER BY 1")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  /** A row as text is all its columns; bytes stand in it in hex. */
  private static boolean holds(Connection database, String table, String text) throws SQLException {
    try (PreparedStatement ask =
        database.prepareStatement(
            "SELECT EXISTS (SELECT FROM \""
                + table
                + "\" t WHERE position(lower(?) IN lower(t::text)) > 0"
                + " OR position(encode(convert_to(?, 'UTF8'), 'hex') IN t::text) > 0)")) {
      ask.setString(1, text);
      ask.setString(2, text);
      try (ResultSet rows = ask.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }
}
