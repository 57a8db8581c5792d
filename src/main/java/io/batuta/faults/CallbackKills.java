package io.batuta.faults;

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

/**
 * Callbacks come over 32 connections as fast as they are answered, and the product is killed in the
 * middle of them, again and again. What was answered 200 is in the database, whole.
 */
final class CallbackKills implements Scenario {

  private static final int KILLS = 5;
  private static final int MOST_ANSWERS = 2_000;

  @Override
  public String name() {
    return "callbacks";
  }

  @Override
  public String says() {
    return "killed while callbacks pour in";
  }

  @Override
  public Finding run(Path folder, FaultOptions options, String classPath) throws Exception {
    try (Lab lab = new Lab(folder.resolve(name()), options.seed(), classPath)) {
      lab.planDay(options.debtors());
      lab.carrier().behave(Manners.good());
      lab.at(LocalTime.of(12, 30));
      try (Child child = lab.start()) {
        child.minute(lab.time().now());
      }
      Pouring pouring = lab.pouring();
      SplittableRandom moments = new SplittableRandom(options.seed());
      for (int kill = 0; kill < KILLS; kill++) {
        try (Child child = lab.start()) {
          pouring.over(child, 1 + moments.nextInt(MOST_ANSWERS));
        }
      }
      List<String> violations = violations(lab, pouring);
      return new Finding(
          says(),
          "%d kills, %,d callbacks answered 200, %,d cut off, %d lost"
              .formatted(KILLS, pouring.acknowledged().size(), pouring.cutOff(), violations.size()),
          violations);
    }
  }

  /** Before anything comes again: the provider believes what it was answered. */
  private static List<String> violations(Lab lab, Pouring pouring) throws SQLException {
    List<String> violations = new ArrayList<>();
    if (pouring.acknowledged().isEmpty() || pouring.cutOff() == 0) {
      violations.add("nothing was tried: no callback was acknowledged, or none was cut off");
    }
    Set<String> lost = new HashSet<>(pouring.acknowledged());
    Set<String> unfollowed = new HashSet<>(pouring.acknowledged());
    try (Connection database = lab.server().open();
        Statement run = database.createStatement();
        ResultSet rows =
            run.executeQuery(
                """
                SELECT e.event_id, e.kind = 'ACCEPTED' OR EXISTS (
                  SELECT FROM contact_fact f
                  WHERE f.contact_id = e.contact_id AND f.kind = lower(e.kind) AND f.occurred_at = e.occurred_at) AS told
                FROM callback_event e JOIN callback_body b USING (callback_id)
                """)) {
      while (rows.next()) {
        lost.remove(rows.getString(1));
        if (rows.getBoolean(2)) {
          unfollowed.remove(rows.getString(1));
        }
      }
    }
    lost.forEach(event -> violations.add("acknowledged and not in the database: " + event));
    unfollowed.removeAll(lost);
    unfollowed.forEach(event -> violations.add("acknowledged and without its fact: " + event));
    return violations;
  }
}
