package io.batuta.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The database's disk is full: first for its tables, then for its log too, at which PostgreSQL
 * dies. A small mount is made for it; where none can be made, this is skipped.
 */
final class FullDisk implements Scenario {

  private static final String SIZE = "420m";
  private static final int BLOCK = 8 * 1024;
  private static final int AT_CALL = 5;
  private static final Map<String, String> SMALL =
      Map.of("max_wal_size", "48MB", "min_wal_size", "32MB", "shared_buffers", "32MB");

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public String says() {
    return "the disk is full, then the log's too";
  }

  @Override
  public Finding run(Path folder, FaultOptions options, String classPath) throws Exception {
    Path mount = Files.createDirectories(mount(folder));
    if (!does("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", mount.toString())) {
      return new Finding(says(), "skipped: no small mount can be made here", List.of());
    }
    try (Lab lab =
        new Lab(
            folder.resolve(name()), mount.resolve("database"), SMALL, options.seed(), classPath)) {
      return full(lab, options, mount.resolve("ballast"));
    } finally {
      unmount(folder);
    }
  }

  private static Path mount(Path folder) {
    return folder.resolve("small-disk").toAbsolutePath();
  }

  /** Where there is a mount of ours. */
  static void unmount(Path folder) throws IOException, InterruptedException {
    Path mount = mount(folder);
    if (Files.exists(mount)
        && !Files.getFileStore(mount).equals(Files.getFileStore(folder))
        && !does("umount", mount.toString())) {
      Faults.progress("could not unmount " + mount);
    }
  }

  private Finding full(Lab lab, FaultOptions options, Path ballast) throws Exception {
    lab.planDay(options.debtors());
    List<String> troubles = new ArrayList<>();
    lab.at(LocalTime.of(9, 10));
    try (Child child = lab.start()) {
      fillInTheMiddle(lab, ballast);
      troubles.add(trouble(child, lab));
      lab.carrier().watchNoMore();
      lab.at(LocalTime.of(10, 10));
      troubles.add(trouble(child, lab));
      swellLog(lab);
      lab.at(LocalTime.of(10, 50));
      troubles.add(trouble(child, lab));
    }
    boolean died = !answers(lab);
    Files.delete(ballast);
    lab.server().restart();
    List<String> violations = new ArrayList<>();
    if (!troubles.contains("failed")) {
      violations.add("the disk was not full: " + troubles);
    }
    String outcome = "minutes %s, PostgreSQL %s".formatted(troubles, died ? "died" : "lived on");
    return Scenario.settled(this, lab, outcome, violations);
  }

  /** While the provider has messages that the product has not written down. */
  private static void fillInTheMiddle(Lab lab, Path ballast) {
    AtomicInteger calls = new AtomicInteger(AT_CALL);
    lab.carrier()
        .watch(
            new Carrier.Watcher() {
              @Override
              public void read() {
                if (calls.decrementAndGet() == 0) {
                  try {
                    fill(ballast);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }
              }
            });
  }

  private static boolean answers(Lab lab) {
    try {
      return lab.server().number("SELECT 1") == 1;
    } catch (SQLException dead) {
      return false;
    }
  }

  private static String trouble(Child child, Lab lab) throws Exception {
    return child.order("minute " + lab.time().now()).get(120, TimeUnit.SECONDS).split(" ")[0];
  }

  /** Writes until nothing more goes in. */
  private static void fill(Path ballast) throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // As wanted.
    }
  }

  /** The log alone grows, until there is no room for its next file. */
  private static void swellLog(Lab lab) {
    try {
      for (int i = 0; i < 200; i++) {
        lab.server().run("SELECT pg_logical_emit_message(false, 'faults', repeat('x', 1000000))");
      }
    } catch (SQLException dead) {
      // As wanted: the server has given up.
    }
  }

  private static boolean does(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
