package io.batuta.faults;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Two schedules run the same night and the same minutes, in two processes. */
final class TwoAtOnce implements Scenario {

  @Override
  public String name() {
    return "two";
  }

  @Override
  public String says() {
    return "two processes at once";
  }

  @Override
  public Finding run(Path folder, FaultOptions options, String classPath) throws Exception {
    try (Lab lab = new Lab(folder.resolve(name()), options.seed(), classPath)) {
      lab.nextDay();
      int minutes = 0;
      try (Child one = lab.start();
          Child other = lab.start()) {
        lab.addDebtors(one, options.debtors());
        both(one, other, "night " + lab.day());
        for (int hour = 8; hour < 18; hour++) {
          String now = lab.at(LocalTime.of(hour, 20)).toString();
          both(one, other, "rescue " + now);
          lab.reports().deliver(hour % 2 == 0 ? one : other);
          both(one, other, "minute " + now);
          minutes++;
        }
      }
      return Scenario.settled(this, lab, "a night and %d minutes".formatted(minutes), List.of());
    }
  }

  private static void both(Child one, Child other, String order) throws Exception {
    CompletableFuture<String> first = one.order(order);
    other.obey(order);
    if (!first.get().startsWith("done")) {
      throw new IllegalStateException(order + ": " + first.get());
    }
  }
}
