package io.batuta.faults;

import io.batuta.postgres.SqlFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A contact as the product tells it.
 *
 * @param sent facts that it was sent
 * @param uncertain facts that its answer was lost
 * @param reported facts by a delivery report
 * @param unconfirmed facts that nobody waits for a report any longer
 */
record Planned(
    UUID contact, String state, int tries, int sent, int uncertain, int reported, int unconfirmed) {

  /** All there ever were, by their id. */
  static Map<UUID, Planned> all(Server server) throws SQLException {
    Map<UUID, Planned> all = new LinkedHashMap<>();
    try (Connection database = server.open();
        Statement ask = database.createStatement();
        ResultSet rows = ask.executeQuery(SqlFile.of(Planned.class, "list-contacts.sql").text())) {
      while (rows.next()) {
        UUID contact = rows.getObject("contact_id", UUID.class);
        all.put(
            contact,
            new Planned(
                contact,
                rows.getString("state"),
                rows.getInt("tries"),
                rows.getInt("sent"),
                rows.getInt("uncertain"),
                rows.getInt("reported"),
                rows.getInt("unconfirmed")));
      }
    }
    return all;
  }

  /** Whether the product says that nothing of it left, so that it may be sent, or never will be. */
  boolean saidNotToHaveLeft() {
    return switch (state) {
      case "PLANNED", "DEFERRED", "WITHHELD", "EXPIRED", "FAILED", "CANCELLED" -> true;
      case "CLOSED" -> sent == 0 && uncertain == 0;
      default -> false;
    };
  }

  boolean saidSent() {
    return state.equals("SENT") || sent > 0;
  }

  /** Whether somebody still has to do something about it. */
  boolean isOpen() {
    return switch (state) {
      case "PLANNED", "DEFERRED", "SENDING", "UNCERTAIN" -> true;
      default -> false;
    };
  }
}
