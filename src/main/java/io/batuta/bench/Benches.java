package io.batuta.bench;

import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Runs the measures that were asked for, one after the other, and prints the table. */
@Singleton
@Unremovable
final class Benches implements QuarkusApplication {

  private static final String ALL = "all";

  /** Last long by design: only when they are asked for by name. */
  private static final Set<String> LONG = Set.of("soak", "heap");

  private final List<Bench> benches;

  Benches(@All List<Bench> benches) {
    this.benches = benches.stream().sorted(Comparator.comparing(Bench::name)).toList();
  }

  @Override
  public int run(String... args) throws Exception {
    Scale scale = Scale.parse(args);
    List<Bench> chosen =
        benches.stream()
            .filter(
                bench ->
                    scale.what().equals(bench.name())
                        || (scale.what().equals(ALL) && !LONG.contains(bench.name())))
            .toList();
    if (chosen.isEmpty()) {
      System.err.println("bench knows no " + scale.what() + "; it knows:");
      benches.forEach(bench -> System.err.printf("  %-10s %s%n", bench.name(), bench.says()));
      return 2;
    }
    List<Measured> table = new ArrayList<>();
    for (Bench bench : chosen) {
      progress(bench.says() + " …");
      table.addAll(bench.run(scale));
    }
    System.out.println();
    table.forEach(measured -> System.out.println(measured.line()));
    System.out.printf(
        "%n%d processors, load %.1f, %s, PostgreSQL with fsync on%n",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("java.vm.version"));
    return 0;
  }

  /** Says on the error stream what is going on, so that the table can go to a file. */
  static void progress(String what) {
    System.err.println("· " + what);
  }
}
