package io.batuta.faults;

import io.batuta.local.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the kills and the scenarios, prints a line for each, and ends with 1 on any violation. */
public final class Faults {

  private Faults() {}

  public static void main(String[] args) throws Exception {
    FaultOptions options;
    try {
      options = FaultOptions.parse(args);
    } catch (FaultOptions.BadOption e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Path folder = Path.of(System.getProperty("batuta.faults.folder", "target/faults"));
    System.exit(run(options, folder, System.getProperty("java.class.path")) ? 0 : 1);
  }

  /**
   * Answers whether all held.
   *
   * @param folder is emptied first; what the product logged stays there
   * @param classPath of the packaged product
   */
  static boolean run(FaultOptions options, Path folder, String classPath) throws Exception {
    stopLeftovers(folder);
    Lab.empty(folder);
    List<Finding> findings = new ArrayList<>();
    if (options.kills() > 0) {
      progress(options.kills() + " kills, seed " + options.seed());
      try (Lab lab = new Lab(folder.resolve("kills"), options.seed(), classPath)) {
        findings.add(new Kills(lab, options).run());
      }
    }
    for (Scenario scenario : Scenario.ALL) {
      if (options.wants(scenario)) {
        progress(scenario.says() + " …");
        findings.add(scenario.run(folder, options, classPath));
        progress(findings.getLast().line());
      }
    }
    return told(findings, options, folder);
  }

  private static boolean told(List<Finding> findings, FaultOptions options, Path folder)
      throws IOException {
    System.out.println();
    findings.forEach(finding -> System.out.println(finding.line()));
    List<String> violations = findings.stream().flatMap(f -> f.violations().stream()).toList();
    if (!violations.isEmpty()) {
      System.out.printf("%n%d violations:%n", violations.size());
      violations.forEach(violation -> System.out.println("  " + violation));
      Files.write(folder.resolve("violations.txt"), violations);
    }
    System.out.printf("%nTo repeat: %s%n", options.command());
    return violations.isEmpty();
  }

  /** Says on the error stream what is going on, so that the table can go to a file. */
  static void progress(String what) {
    System.err.println("· " + what);
  }

  /** What a run that was ended itself left running and mounted. */
  private static void stopLeftovers(Path folder) throws IOException, InterruptedException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(path -> path.endsWith("postmaster.pid"))
          .map(Path::getParent)
          .toList()
          .forEach(LocalDatabase::stopLeftover);
    }
    FullDisk.unmount(folder);
  }

  /** Databases are large; logs stay. */
  static void forgetDatabases(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path :
          all.filter(p -> folder.relativize(p).toString().startsWith("database"))
              .sorted(Comparator.reverseOrder())
              .toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
