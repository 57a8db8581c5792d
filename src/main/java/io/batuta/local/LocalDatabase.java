package io.batuta.local;

import io.batuta.postgres.DatabaseUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A PostgreSQL of our own, unpacked and started by itself: for the local run and for tests, never
 * in the cloud.
 */
public final class LocalDatabase implements AutoCloseable {

  private final EmbeddedPostgres server;

  private LocalDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server whose data lies in {@code data}; what is there from before is kept.
   *
   * @throws UncheckedIOException if it does not start
   */
  public static LocalDatabase start(Path data) {
    try {
      return new LocalDatabase(
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", "100")
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL did not start in " + data, e);
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
}
