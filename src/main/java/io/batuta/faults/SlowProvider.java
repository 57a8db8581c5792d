package io.batuta.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Each answer takes most of the time-out, so that the function's time ends long before what is due
 * does: all is written down when it ends, and the rest waits for the next minute.
 */
final class SlowProvider implements Scenario {

  private static final Duration EACH = Duration.ofMillis(900);
  private static final int FUNCTION_SECONDS = 9;

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public String says() {
    return "a provider slower than the function";
  }

  @Override
  public Finding run(Path folder, FaultOptions options, String classPath) throws Exception {
    try (Lab lab = new Lab(folder.resolve(name()), options.seed(), classPath)) {
      lab.planDay(options.debtors());
      lab.carrier().behave(Manners.slow(EACH));
      lab.at(LocalTime.of(12, 30));
      List<String> violations = new ArrayList<>();
      Comparison after;
      double seconds;
      try (Child child = lab.start()) {
        long startedNanos = System.nanoTime();
        child.obey("function %s %d".formatted(lab.time().now(), FUNCTION_SECONDS));
        seconds = (System.nanoTime() - startedNanos) / 1e9;
        after = lab.compare();
      }
      if (seconds > FUNCTION_SECONDS) {
        violations.add("the function had %d s and took %.1f".formatted(FUNCTION_SECONDS, seconds));
      }
      if (after.inState("SENDING") > 0) {
        violations.add(after.inState("SENDING") + " were left SENDING by a run that ended");
      }
      if (after.received() == 0 || after.inState("PLANNED") + after.inState("DEFERRED") == 0) {
        violations.add("nothing was tried: %s".formatted(after.states()));
      }
      return Scenario.settled(
          this,
          lab,
          "%d in %.1f of %d s, nothing left hanging"
              .formatted(after.received(), seconds, FUNCTION_SECONDS),
          violations);
    }
  }
}
