package io.batuta.local.lambda;

import io.batuta.postgres.DatabaseUrl;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The archive as a container image or a runtime of one's own has it: every library, Lambda's Java
 * runtime too, on one class path, in one order. An AOT cache serves only there: the JVM takes it
 * for the very same JDK build and class path, and not for what Lambda's runtime loads by a class
 * loader of its own.
 */
final class ContainerImage {

  private static final String CACHE = "batuta.aot";
  private static final Duration WRITES_WITHIN = Duration.ofMinutes(5);

  private final Path folder;

  /**
   * @param folder holds {@code app.jar}, {@code lib/} and {@code runtime/}
   */
  ContainerImage(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  Path cache() {
    return folder.resolve(CACHE);
  }

  /** Its functions as processes. */
  PackagedFunction start(String handler, DatabaseUrl database, List<String> options, Path log)
      throws IOException {
    return PackagedFunction.start(
        PackagedFunction.java(options, classPath()),
        folder,
        handler,
        StartSettings.of(database),
        log);
  }

  /** Options that use the cache, and fail when it does not fit instead of starting slowly. */
  List<String> withCache() {
    return List.of("-XX:AOTCache=" + cache(), "-XX:AOTMode=on");
  }

  /**
   * Starts {@code http} once, asks it what needs router, JSON and database, and lets the JVM write
   * down at its end what it loaded and linked.
   *
   * @throws IllegalStateException if no cache came of it
   */
  void makeCache(DatabaseUrl database, Path log) throws IOException, InterruptedException {
    Files.deleteIfExists(cache());
    try (PackagedFunction training =
        start("http", database, List.of("-XX:AOTCacheOutput=" + cache()), log)) {
      training.call(StartSettings.get("/q/health/live"));
      training.call(StartSettings.get("/q/health/ready"));
      training.call(StartSettings.get("/api/v1/creditors/none"));
      training.end(WRITES_WITHIN);
    }
    if (!Files.exists(cache())) {
      throw new IllegalStateException("this JDK wrote no AOT cache; see " + log);
    }
  }

  private String classPath() throws IOException {
    List<Path> path = new ArrayList<>();
    path.add(folder.resolve("app.jar"));
    for (String libraries : new String[] {"lib", "runtime"}) {
      try (Stream<Path> jars = Files.list(folder.resolve(libraries))) {
        path.addAll(jars.sorted().toList());
      }
    }
    return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
