package io.batuta.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One thing that goes wrong, in a world of its own. */
interface Scenario {

  List<Scenario> ALL =
      List.of(
          new TwoAtOnce(),
          new ClockBack(),
          new Frozen(),
          new SlowProvider(),
          new Poison(),
          new CallbackKills(),
          new FullDisk(),
          new Restored());

  /** As {@code --scenario} calls it. */
  String name();

  /** As the table calls it. */
  String says();

  /** Makes its world, breaks it, and tells what came of it. */
  Finding run(Path folder, FaultOptions options, String classPath) throws Exception;

  /** What the scenario found itself, and what ledger and provider say once all is settled. */
  static Finding settled(Scenario scenario, Lab lab, String outcome, List<String> own)
      throws Exception {
    lab.settle();
    Comparison end = lab.compare();
    List<String> violations = new ArrayList<>(own);
    violations.addAll(end.all());
    return new Finding(
        scenario.says(),
        "%s; %d received: %d sent twice, %d lost, %d uncertain"
            .formatted(
                outcome,
                end.received(),
                end.twice().size(),
                end.lost().size() + end.unfinished().size(),
                end.uncertain()),
        violations);
  }
}
