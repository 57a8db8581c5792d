package io.batuta.faults;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The process dies in the middle of a call, and the next one has a clock that is 80 minutes behind.
 */
final class ClockBack implements Scenario {

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String says() {
    return "the clock steps back by 80 minutes";
  }

  @Override
  public Finding run(Path folder, FaultOptions options, String classPath) throws Exception {
    try (Lab lab = new Lab(folder.resolve(name()), options.seed(), classPath)) {
      lab.planDay(options.debtors());
      lab.at(LocalTime.of(10, 0));
      try (Child child = lab.start()) {
        new Blow(lab, child, new SplittableRandom(options.seed())).at(Moment.IN_CALL);
      }
      lab.carrier().watchNoMore();
      long left = lab.compare().received();
      Instant back = lab.instant(LocalTime.of(8, 40));
      lab.time().stepTo(back);
      try (Child child = lab.start()) {
        child.rescue(lab.time().now());
        child.minute(lab.time().now());
        lab.reports().deliver(child);
        lab.at(LocalTime.of(9, 30));
        child.rescue(lab.time().now());
        child.minute(lab.time().now());
      }
      return Scenario.settled(this, lab, left + " had left before", List.of());
    }
  }
}
