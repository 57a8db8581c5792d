package io.batuta.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few kills of the packaged product, so that {@code scripts/faults} does not rot. */
class PackagedFaultsTest {

  @TempDir Path folder;

  /** {@code scripts/test} builds the local run when it is old and names it. */
  @Test
  void three_kills_lose_nothing_and_send_nothing_twice() throws Exception {
    String local = System.getProperty("batuta.local.packaged");
    Assumptions.assumeTrue(
        local != null,
        "the packaged product is killed by scripts/test; here: scripts/run --help, then"
            + " -Dbatuta.local.packaged=target/local");
    FaultOptions options =
        FaultOptions.parse("--kills", "3", "--seed", "1", "--debtors", "120", "--scenario", "none");
    assertTrue(Faults.run(options, folder, classPath(Path.of(local).toAbsolutePath())));
  }

  private static String classPath(Path local) throws Exception {
    try (Stream<Path> files = Files.list(local)) {
      Path runner =
          files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst().orElseThrow();
      return runner + File.pathSeparator + local.resolve("provided") + "/*";
    }
  }
}
