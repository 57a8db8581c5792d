package io.batuta.faults;

import io.batuta.faults.Carrier.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Contacts that fail whatever is done: a debtor of no time zone, one without a person, answers that
 * no database takes, a provider that says "later" for ever. Each is set aside or comes to a told
 * end, and every other contact leaves as if they were not there.
 */
final class Poison implements Scenario {

  private static final int ID_LENGTH = 6_000;

  /** What goes wrong with the first contacts of the morning, one each. */
  private enum Kind {
    NO_PERSON,
    NO_TIME_ZONE,
    ID_WITH_ZERO_BYTE,
    ID_WITHOUT_END,
    LATER_THAN_EVER,
    LATER_FOR_EVER
  }

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public String says() {
    return "contacts that fail for ever";
  }

  @Override
  public Finding run(Path folder, FaultOptions options, String classPath) throws Exception {
    try (Lab lab = new Lab(folder.resolve(name()), options.seed(), classPath)) {
      lab.planDay(options.debtors());
      List<UUID> poison = poisoned(lab);
      lab.carrier().behave(manner(poison));
      try (Child child = lab.start()) {
        for (int hour = 8; hour < 20; hour++) {
          lab.at(LocalTime.of(hour, 45));
          for (int minute = 0; minute < 3; minute++) {
            child.minute(lab.time().now().plusSeconds(90L * minute));
          }
        }
      }
      Comparison day = lab.compare();
      List<String> violations = new ArrayList<>();
      Set<UUID> others = new HashSet<>(lab.book().byContact().keySet());
      poison.forEach(others::remove);
      for (UUID other : others) {
        if (day.planned(other).sent() != 1 || day.planned(other).uncertain() > 0) {
          violations.add(
              "contact %s is %s beside a poisoned one"
                  .formatted(other, day.planned(other).state()));
        }
      }
      if (others.size() < options.debtors() / 2) {
        violations.add("only %d of the others left".formatted(others.size()));
      }
      List<String> ends = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        ends.add(kind + " " + day.planned(poison.get(kind.ordinal())).state());
      }
      return Scenario.settled(this, lab, String.join(", ", ends), violations);
    }
  }

  /** The contact for each kind, by its place. */
  private static List<UUID> poisoned(Lab lab) throws SQLException {
    List<UUID> poison = new ArrayList<>();
    List<Long> debtors = new ArrayList<>();
    try (Connection database = lab.server().open();
        Statement ask = database.createStatement();
        ResultSet rows =
            ask.executeQuery(
                "SELECT contact_id, debtor_id FROM planned_contact WHERE state = 'PLANNED'"
                    + " ORDER BY due_at, contact_id LIMIT "
                    + Kind.values().length)) {
      while (rows.next()) {
        poison.add(rows.getObject(1, UUID.class));
        debtors.add(rows.getLong(2));
      }
    }
    lab.server()
        .run(
            "DELETE FROM person WHERE debtor_id = " + debtors.get(Kind.NO_PERSON.ordinal()),
            "UPDATE debtor SET time_zone = 'Nowhere/At_All' WHERE debtor_id = "
                + debtors.get(Kind.NO_TIME_ZONE.ordinal()));
    return poison;
  }

  private static Carrier.Manner manner(List<UUID> poison) {
    return new Carrier.Manner() {
      @Override
      public Conduct of(UUID contact, int request) {
        boolean later = is(contact, Kind.LATER_FOR_EVER) || is(contact, Kind.LATER_THAN_EVER);
        return later ? Conduct.LATER : Conduct.AT_ONCE;
      }

      @Override
      public Answer answer(UUID contact) {
        if (is(contact, Kind.ID_WITH_ZERO_BYTE)) {
          return new Answer("f\\u0000" + contact, "60");
        }
        if (is(contact, Kind.ID_WITHOUT_END)) {
          return new Answer(noise(), "60");
        }
        return new Answer(
            "f-" + contact,
            is(contact, Kind.LATER_THAN_EVER) ? Long.toString(Long.MAX_VALUE) : "60");
      }

      private boolean is(UUID contact, Kind kind) {
        return poison.get(kind.ordinal()).equals(contact);
      }
    };
  }

  /** Not to be compressed. */
  private static String noise() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder noise = new StringBuilder();
    while (noise.length() < ID_LENGTH) {
      noise.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
    }
    return noise.toString();
  }
}
