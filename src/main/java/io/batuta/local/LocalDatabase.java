package io.batuta.local;

import io.batuta.postgres.DatabaseUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL of our own, unpacked and started by itself: for the local run and for tests, never
 * in the cloud. Whoever starts it closes it: it registers no shutdown hook of its own, so that it
 * never stops under an application that is still closing.
 */
public final class LocalDatabase implements AutoCloseable {

  private static final long STOPS_WITHIN_SECONDS = 20;
  private static final int ANY_PORT = 0;

  private final EmbeddedPostgres server;

  private LocalDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server whose data lies in {@code data}; what is there from before is kept. A server
   * that still runs on this data, because the process that started it was killed, is stopped first.
   *
   * @throws UncheckedIOException if it does not start
   */
  public static LocalDatabase start(Path data) {
    return start(data, Map.of());
  }

  /** The same with settings of the server's own, by name. */
  public static LocalDatabase start(Path data, Map<String, String> settings) {
    return start(data, settings, ANY_PORT);
  }

  /** The same on this port: who was connected before can connect again. */
  public static LocalDatabase start(Path data, Map<String, String> settings, int port) {
    stopLeftover(data);
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(binaries().toFile())
              .setDataDirectory(data.toAbsolutePath())
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", "100")
              // What was committed outlives a kill of the server too: a lost SENDING would be sent
              // twice.
              .setServerConfig("synchronous_commit", "on");
      if (port != ANY_PORT) {
        builder.setPort(port);
      }
      settings.forEach(builder::setServerConfig);
      return new LocalDatabase(builder.start());
    } catch (IOException | RuntimeException e) {
      throw new UncheckedIOException(
          "the embedded PostgreSQL did not start in " + data,
          e instanceof IOException trouble ? trouble : new IOException(e));
    }
  }

  /** Where it listens, for its superuser. */
  public DatabaseUrl url() {
    return new DatabaseUrl("127.0.0.1", server.getPort(), "postgres", "postgres", "postgres");
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each user unpacks the server for itself: another's folder could not be written. */
  private static Path binaries() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "batuta-postgres-" + System.getProperty("user.name"));
  }

  /**
   * Stops, by its process id, a server that outlived the process that started it. Its data folder
   * names it; a process of that id that is no PostgreSQL is left alone.
   */
  public static void stopLeftover(Path data) {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.isReadable(pidFile)) {
      return;
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      ProcessHandle leftover = ProcessHandle.of(pid).filter(LocalDatabase::isPostgres).orElse(null);
      if (leftover != null) {
        stop(leftover);
      }
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException | java.util.NoSuchElementException e) {
      // Half written: its server died while starting.
      pidFile.toFile().delete();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.contains("postgres")).isPresent();
  }

  /** Fast shutdown (SIGINT) takes sessions down with it; SIGTERM would wait for them. */
  private static void stop(ProcessHandle server) throws IOException {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
      server.onExit().get(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      server.destroyForcibly();
    }
  }
}
