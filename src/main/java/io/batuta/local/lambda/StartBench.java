package io.batuta.local.lambda;

import io.batuta.local.LocalDatabase;
import io.batuta.local.lambda.RuntimeApi.Reply;
import io.batuta.postgres.DatabaseUrl;
import io.batuta.postgres.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long a function takes from the start of its process to its first answer, and how
 * much memory it then has: as Lambda's Java runtime starts it, and on one class path without and
 * with an AOT cache. SnapStart, which restores a picture of a started process, exists only at
 * Lambda and cannot be measured here.
 *
 * <p>Arguments: the folder of the build ({@code target/function}) and {@code measure}, or {@code
 * cache} to make the cache alone.
 */
public final class StartBench {

  private static final int RUNS = 5;

  private final Path build;
  private final Path work;
  private final DatabaseUrl database;
  private final ContainerImage image;

  private StartBench(Path build, Path work, DatabaseUrl database) {
    this.build = build;
    this.work = work;
    this.database = database;
    this.image = new ContainerImage(build.resolve("image"));
  }

  /** One start: the clock on the wall, processor time, resident memory at its highest. */
  private record Start(double seconds, double processor, double megabytes) {}

  @FunctionalInterface
  private interface Begin {
    PackagedFunction begin() throws IOException;
  }

  public static void main(String[] args) throws Exception {
    Path build = Path.of(args[0]);
    Path work = Files.createDirectories(Path.of("target", "bench-start"));
    try (LocalDatabase server = LocalDatabase.start(work.resolve("pg"))) {
      Migrations.migrate(server.url());
      StartBench bench = new StartBench(build, work, server.url());
      bench.cache();
      if (args[1].equals("measure")) {
        bench.measure("http", StartSettings.get("/q/health/ready"));
        bench.measure("nightly", "{}");
        System.out.println("start    SnapStart is Lambda's own and cannot be measured here");
      }
    }
  }

  private void cache() throws IOException, InterruptedException {
    long began = System.nanoTime();
    image.makeCache(database, work.resolve("training.log").toAbsolutePath());
    System.out.printf(
        Locale.ROOT,
        "start    AOT cache made in %.1f s, %.0f MB, for JDK %s alone%n",
        seconds(began),
        Files.size(image.cache()) / 1e6,
        Runtime.version());
  }

  private void measure(String handler, String event) throws IOException {
    Path log = work.resolve(handler + ".log").toAbsolutePath();
    Start lambda =
        median(
            event,
            () ->
                PackagedFunction.start(
                    build.resolve("task"), handler, StartSettings.of(database), log));
    Start plain = median(event, () -> image.start(handler, database, List.of(), log));
    Start cached = median(event, () -> image.start(handler, database, image.withCache(), log));
    say(handler, "as Lambda's runtime starts it", lambda, lambda);
    say(handler, "one class path", plain, lambda);
    say(handler, "one class path and AOT cache", cached, lambda);
  }

  /** The run in the middle by the clock on the wall. */
  private static Start median(String event, Begin begin) throws IOException {
    List<Start> starts = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      starts.add(once(event, begin));
    }
    starts.sort((one, other) -> Double.compare(one.seconds(), other.seconds()));
    return starts.get(RUNS / 2);
  }

  private static Start once(String event, Begin begin) throws IOException {
    long began = System.nanoTime();
    try (PackagedFunction function = begin.begin()) {
      if (!(function.call(event) instanceof Reply.Answer)) {
        throw new IllegalStateException("it answered with an error");
      }
      double seconds = seconds(began);
      return new Start(seconds, function.processorSeconds(), function.peakKib() / 1024.0);
    }
  }

  private static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
  }

  private static void say(String handler, String how, Start start, Start base) {
    System.out.printf(
        Locale.ROOT,
        "start    %-8s %-30s %5.2f s, %5.2f s of processor, %4.0f MB resident; ratio %.2f (processor %.2f)%n",
        handler,
        how,
        start.seconds(),
        start.processor(),
        start.megabytes(),
        start.seconds() / base.seconds(),
        start.processor() / base.processor());
  }
}
