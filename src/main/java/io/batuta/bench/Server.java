package io.batuta.bench;

import io.batuta.local.LocalDatabase;
import io.batuta.postgres.DatabaseUrl;
import io.batuta.postgres.Migrations;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Starts a fresh PostgreSQL that keeps what it commits, and the product on it, and measures. */
public final class Server {

  /** As a database server of a lender's size would have; both sides of a ratio run on it. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "full_page_writes", "on",
          "shared_buffers", "2GB",
          "max_wal_size", "16GB",
          "checkpoint_timeout", "15min",
          "maintenance_work_mem", "512MB",
          "jit", "off",
          "track_commit_timestamp", "on",
          "log_min_duration_statement", System.getProperty("batuta.bench.slow", "-1"));

  /** The small hours in Bogotá of a Tuesday that is no holiday; measures move the clock on. */
  private static final String STARTS_AT = "2026-11-24T06:30:00Z";

  private Server() {}

  public static void main(String[] args) throws IOException {
    try {
      Scale.parse(args);
    } catch (Scale.BadOption e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    Path folder = Path.of(System.getProperty("batuta.bench.folder", "target/bench"));
    LocalDatabase.stopLeftover(folder.resolve("database"));
    empty(folder);
    Files.createDirectories(folder);
    AtomicInteger code = new AtomicInteger();
    try (LocalDatabase database = LocalDatabase.start(folder.resolve("database"), SETTINGS)) {
      Migrations.migrate(database.url());
      configure(database.url(), folder);
      Quarkus.run(
          Benches.class,
          (exitCode, fault) -> {
            code.set(fault == null ? exitCode : 1);
            if (fault != null) {
              fault.printStackTrace();
            }
          },
          args);
    }
    if (!Boolean.getBoolean("batuta.bench.keep")) {
      empty(folder.resolve("database"));
    }
    System.exit(code.get());
  }

  private static void configure(DatabaseUrl database, Path folder) throws IOException {
    System.setProperty("batuta.bench.enabled", "true");
    System.setProperty("batuta.clock.starts-at", STARTS_AT);
    System.setProperty("batuta.database.url", database.reactive());
    System.setProperty("quarkus.datasource.reactive.url", database.reactive());
    System.setProperty("quarkus.datasource.username", database.user());
    System.setProperty("quarkus.datasource.password", database.password());
    System.setProperty("quarkus.http.port", Integer.toString(freePort()));
    System.setProperty("batuta.installation-key", "bench-" + random(18));
    System.setProperty("batuta.privacy.hash-key", random(32));
    System.setProperty("batuta.privacy.master-key", random(32));
    System.setProperty("batuta.channel.sandbox.secret", "whsec_" + random(32));
    System.setProperty("batuta.webhooks.payments.secret", "whsec_" + random(32));
    System.setProperty("quarkus.log.console.enabled", "false");
    System.setProperty("quarkus.log.file.enabled", "true");
    System.setProperty("quarkus.log.file.path", folder.resolve("bench.log").toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static String random(int bytes) {
    byte[] made = new byte[bytes];
    new SecureRandom().nextBytes(made);
    return Base64.getEncoder().encodeToString(made);
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
