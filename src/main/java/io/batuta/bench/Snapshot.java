package io.batuta.bench;

import java.sql.SQLException;
import java.util.List;

/** The tables that sending writes, kept aside so that the same contacts can be sent again. */
final class Snapshot {

  private static final List<String> TABLES =
      List.of(
          "planned_contact",
          "contact_fact",
          "contact_progress",
          "contact_day",
          "contact_history",
          "words");

  private Snapshot() {}

  static Snapshot take() throws SQLException {
    for (String table : TABLES) {
      Outbox.run(
          "DROP TABLE IF EXISTS kept_" + table,
          "CREATE UNLOGGED TABLE kept_" + table + " AS SELECT * FROM " + table);
    }
    Outbox.run("CHECKPOINT");
    return new Snapshot();
  }

  /** As they were, vacuumed and analysed. */
  void restore() throws SQLException {
    Outbox.run("ALTER TABLE contact_fact DISABLE TRIGGER USER");
    for (String table : TABLES) {
      Outbox.run(
          "TRUNCATE " + table,
          "INSERT INTO " + table + " OVERRIDING SYSTEM VALUE SELECT * FROM kept_" + table,
          "DROP TABLE kept_" + table);
    }
    Outbox.run(
        "ALTER TABLE contact_fact ENABLE TRIGGER USER",
        "UPDATE provider_rate SET tokens = burst",
        "VACUUM ANALYZE",
        "CHECKPOINT");
  }
}
