package io.batuta.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A contact that left, as its provider would report it. */
record SentContact(UUID contact, String messageId, String channel) {

  /** Those of a night that wait for their report. */
  static List<SentContact> of(LocalDate night) throws SQLException {
    try (Connection database = Lender.open();
        PreparedStatement ask =
            database.prepareStatement(
                "SELECT contact_id, provider_message_id, channel FROM planned_contact"
                    + " WHERE night = ? AND state = 'SENT' ORDER BY contact_id")) {
      ask.setObject(1, night);
      try (ResultSet rows = ask.executeQuery()) {
        List<SentContact> all = new ArrayList<>();
        while (rows.next()) {
          all.add(
              new SentContact(rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3)));
        }
        return all;
      }
    }
  }
}
