package io.batuta.faults;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Kills the product, once in each round, at a moment by the seed; every so often the database too,
 * or all its sessions. A round is an hour of a simulated day, which begins with a night over new
 * debtors. What was committed and what the provider received is compared after each.
 */
final class Kills {

  private static final List<LocalTime> HOURS =
      List.of(
          LocalTime.of(8, 30),
          LocalTime.of(9, 10),
          LocalTime.of(9, 50),
          LocalTime.of(10, 30),
          LocalTime.of(11, 10),
          LocalTime.of(13, 40),
          LocalTime.of(14, 30),
          LocalTime.of(16, 0));
  private static final int DATABASE_DIES_ONE_IN = 10;
  private static final int SESSIONS_END_ONE_IN = 9;

  /** Else hardly more would leave than a kill interrupts. */
  private static final int UNDISTURBED_ONE_IN = 3;

  /** Until more is due. */
  private static final Duration LATER = Duration.ofMinutes(15);

  private static final Duration LONGEST_MINUTE = Duration.ofMillis(900);

  private final Lab lab;
  private final FaultOptions options;
  private final SplittableRandom random;
  private final Map<Moment, Integer> hits = new EnumMap<>(Moment.class);
  private final List<String> violations = new ArrayList<>();
  private int kills;
  private int databaseKills;
  private int cuts;

  Kills(Lab lab, FaultOptions options) {
    this.lab = lab;
    this.options = options;
    this.random = new SplittableRandom(options.seed());
  }

  Finding run() throws Exception {
    while (kills < options.kills() && violations.isEmpty()) {
      night();
      for (LocalTime hour : HOURS) {
        if (kills < options.kills() && violations.isEmpty()) {
          lab.at(hour);
          round(hour);
        }
      }
    }
    lab.settle();
    Comparison end = lab.compare();
    if (violations.isEmpty()) {
      violations.addAll(end.all());
    }
    Faults.progress("contacts by state " + end.states() + ", kills by moment " + hits);
    Faults.progress(lab.book().unreadRequests() + " requests were cut before they were read");
    return new Finding(
        "%d kills, database killed %d times, sessions cut %d times"
            .formatted(kills, databaseKills, cuts),
        "%d received: %d sent twice, %d lost, %d uncertain, %d reconciled, %d closed as uncertain"
            .formatted(
                end.received(),
                end.twice().size(),
                end.lost().size() + end.unfinished().size(),
                end.uncertain(),
                end.reconciled(),
                end.closedAsUncertain()),
        violations);
  }

  /** Every second night is killed once and begun again. */
  private void night() throws Exception {
    lab.nextDay();
    try (Child child = lab.start()) {
      lab.addDebtors(child, options.debtors());
    }
    if (random.nextBoolean()) {
      try (Child child = lab.start()) {
        child.order("night " + lab.day());
        Thread.sleep(random.nextInt(500));
      }
      killed("the night");
    }
    try (Child child = lab.start()) {
      child.obey("night " + lab.day());
    }
  }

  private void round(LocalTime hour) throws Exception {
    Moment moment = Moment.of(random);
    boolean databaseDies = random.nextInt(DATABASE_DIES_ONE_IN) == 0;
    boolean sessionsEnd = !databaseDies && random.nextInt(SESSIONS_END_ONE_IN) == 0;
    String how;
    try (Child child = lab.start()) {
      if (databaseDies) {
        databaseDies(child);
      } else if (sessionsEnd) {
        child.order("minute " + lab.time().now());
        Thread.sleep(random.nextInt(400));
        lab.server().cut();
        cuts++;
      }
      if (random.nextInt(UNDISTURBED_ONE_IN) == 0) {
        child.order("minute " + lab.time().now()).handle((done, died) -> done).join();
        lab.time().leapTo(lab.time().now().plus(LATER));
      }
      boolean hit = new Blow(lab, child, random).at(moment);
      how = moment + (hit ? "" : " (missed: at rest)");
      hits.merge(hit ? moment : Moment.ANY, 1, Integer::sum);
    } finally {
      lab.carrier().watchNoMore();
    }
    killed(
        how
            + " at "
            + hour
            + (databaseDies ? ", database killed" : "")
            + (sessionsEnd ? ", sessions cut" : ""));
  }

  /** In the middle of a minute; the product outlives it and goes on with it once it is back. */
  private void databaseDies(Child child) throws Exception {
    child.order("minute " + lab.time().now());
    Thread.sleep(random.nextInt((int) LONGEST_MINUTE.toMillis()));
    lab.server().kill();
    Thread.sleep(random.nextInt(300));
    lab.server().restart();
    databaseKills++;
  }

  private void killed(String how) throws Exception {
    kills++;
    Comparison now = lab.compare();
    violations.addAll(now.twice());
    violations.addAll(now.lost());
    Faults.progress(
        "%3d/%d  %s  %s: %d received, %d sending, %d uncertain%s"
            .formatted(
                kills,
                options.kills(),
                lab.day(),
                how,
                now.received(),
                now.inState("SENDING"),
                now.inState("UNCERTAIN"),
                violations.isEmpty() ? "" : ", VIOLATED: " + violations.getFirst()));
  }
}
