package io.batuta.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Ledger and provider held against each other, both ways, contact by contact. */
final class Comparison {

  private final Map<UUID, Planned> ledger;
  private final Map<UUID, Book.Entry> book;
  private final Map<UUID, Instant> acknowledged;
  private final Set<String> events;

  Comparison(
      Map<UUID, Planned> ledger,
      Map<UUID, Book.Entry> book,
      Map<UUID, Instant> acknowledged,
      Set<String> events) {
    this.ledger = ledger;
    this.book = book;
    this.acknowledged = acknowledged;
    this.events = events;
  }

  /** What the provider has and what was acknowledged is read first: the ledger must know of it. */
  static Comparison of(Server server, Book book, Reports reports) throws SQLException {
    Map<UUID, Instant> acknowledged = reports.acknowledged();
    Map<UUID, Book.Entry> received = book.byContact();
    Set<String> events = new HashSet<>();
    try (Connection database = server.open();
        Statement ask = database.createStatement();
        ResultSet rows = ask.executeQuery("SELECT event_id FROM callback_event")) {
      while (rows.next()) {
        events.add(rows.getString(1));
      }
    }
    return new Comparison(Planned.all(server), received, acknowledged, events);
  }

  /** Contacts that went out twice, or were asked for again after an answer that was not "later". */
  List<String> twice() {
    List<String> violations = new ArrayList<>();
    for (Book.Entry entry : book.values()) {
      if (entry.taken() > 1) {
        violations.add("contact %s went out %d times".formatted(entry.contact(), entry.taken()));
      } else if (entry.again() > 0) {
        violations.add(
            "contact %s was called again, %d times, without having been put off"
                .formatted(entry.contact(), entry.again()));
      }
    }
    for (Planned planned : ledger.values()) {
      if (planned.sent() > 1 || planned.uncertain() > 1) {
        violations.add(
            "contact %s counts %d times as sent, %d times as uncertain"
                .formatted(planned.contact(), planned.sent(), planned.uncertain()));
      }
    }
    return violations;
  }

  /** What one side has and the other denies, at any moment. */
  List<String> lost() {
    List<String> violations = new ArrayList<>();
    for (Book.Entry entry : book.values()) {
      Planned planned = ledger.get(entry.contact());
      if (planned == null) {
        violations.add("contact %s was received and never planned".formatted(entry.contact()));
      } else if (entry.taken() > 0 && planned.saidNotToHaveLeft()) {
        violations.add(
            "contact %s was received and is said to be %s"
                .formatted(entry.contact(), planned.state()));
      }
    }
    for (Planned planned : ledger.values()) {
      Book.Entry entry = book.get(planned.contact());
      if (planned.saidSent() && (entry == null || entry.taken() == 0)) {
        violations.add(
            "contact %s is said to be sent and was never received".formatted(planned.contact()));
      }
    }
    for (UUID contact : acknowledged.keySet()) {
      if (!events.contains(Reports.eventOf(contact))) {
        violations.add("the report of contact %s was acknowledged and is lost".formatted(contact));
      }
    }
    return violations;
  }

  /** What must hold besides once everything has had its time. */
  List<String> unfinished() {
    List<String> violations = new ArrayList<>();
    for (Planned planned : ledger.values()) {
      boolean reported = acknowledged.containsKey(planned.contact());
      if (planned.isOpen()) {
        violations.add(
            "contact %s is still %s at the end".formatted(planned.contact(), planned.state()));
      } else if (planned.uncertain() > 0 && planned.sent() + planned.unconfirmed() != 1) {
        violations.add(
            "contact %s was uncertain and is %s, neither reconciled nor closed as uncertain"
                .formatted(planned.contact(), planned.state()));
      } else if (reported && (planned.sent() != 1 || planned.reported() != 1)) {
        violations.add(
            "contact %s was reported once: %d times sent, %d reports in the ledger"
                .formatted(planned.contact(), planned.sent(), planned.reported()));
      }
    }
    return violations;
  }

  List<String> all() {
    List<String> violations = new ArrayList<>(twice());
    violations.addAll(lost());
    violations.addAll(unfinished());
    return violations;
  }

  long received() {
    return book.values().stream().filter(entry -> entry.taken() > 0).count();
  }

  long uncertain() {
    return ledger.values().stream().filter(planned -> planned.uncertain() > 0).count();
  }

  long reconciled() {
    return ledger.values().stream().filter(p -> p.uncertain() > 0 && p.sent() > 0).count();
  }

  long closedAsUncertain() {
    return ledger.values().stream().filter(planned -> planned.unconfirmed() > 0).count();
  }

  /** How many contacts are in each state. */
  Map<String, Integer> states() {
    Map<String, Integer> states = new TreeMap<>();
    ledger.values().forEach(planned -> states.merge(planned.state(), 1, Integer::sum));
    return states;
  }

  long inState(String state) {
    return ledger.values().stream().filter(planned -> planned.state().equals(state)).count();
  }

  Planned planned(UUID contact) {
    Planned planned = ledger.get(contact);
    if (planned == null) {
      throw new IllegalArgumentException("never planned: " + contact);
    }
    return planned;
  }
}
