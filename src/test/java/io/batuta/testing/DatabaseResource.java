package io.batuta.testing;

import io.batuta.local.LocalDatabase;
import io.batuta.postgres.DatabaseUrl;
import io.batuta.postgres.Migrations;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One migrated PostgreSQL for all tests of this JVM, or the server that BATUTA_DATABASE_URL names.
 */
public final class DatabaseResource implements QuarkusTestResourceLifecycleManager {

  private static DatabaseUrl database;

  /** The database of this JVM, started and migrated at the first call. */
  public static synchronized DatabaseUrl database() {
    if (database == null) {
      String given = System.getenv("BATUTA_DATABASE_URL");
      database = given == null || given.isBlank() ? embedded() : DatabaseUrl.parse(given);
      Migrations.migrate(database);
    }
    return database;
  }

  @Override
  public Map<String, String> start() {
    DatabaseUrl url = database();
    return Map.of(
        "quarkus.datasource.reactive.url", url.reactive(),
        "quarkus.datasource.username", url.user(),
        "quarkus.datasource.password", url.password(),
        "quarkus.datasource.reactive.max-size", "20");
  }

  @Override
  public void stop() {}

  private static DatabaseUrl embedded() {
    try {
      Path data = Files.createTempDirectory(Path.of("target"), "test-pg");
      LocalDatabase server = LocalDatabase.start(data);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.close();
                    remove(data);
                  }));
      return server.url();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
