package io.batuta.local.lambda;

import io.batuta.local.lambda.RuntimeApi.Reply;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One function of the archive, running as Lambda runs it: the unpacked archive is the working
 * folder, Lambda's Java runtime is on the class path and loads the archive itself; a native archive
 * is its {@code bootstrap}.
 */
public final class PackagedFunction implements AutoCloseable {

  /** As template.yaml names it. */
  private static final String HANDLER = "io.batuta.function.Entrance::handle";

  private static final String RUNTIME =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** A class of each library that the managed runtime brings. */
  private static final List<String> RUNTIME_LIBRARIES =
      List.of(
          RUNTIME,
          "com.amazonaws.services.lambda.runtime.Context",
          "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
          "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

  /** As Lambda's own start script sets them; the third joins org.crac to the runtime's hooks. */
  private static final List<String> RUNTIME_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Djava.net.preferIPv4Stack=true",
          "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

  /** As template.yaml sets them. */
  private static final String TOOL_OPTIONS =
      "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 --add-opens=java.base/java.lang=ALL-UNNAMED"
          + " --enable-native-access=ALL-UNNAMED";

  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private final RuntimeApi api;
  private final Process process;
  private final Path log;

  private PackagedFunction(RuntimeApi api, Process process, Path log) {
    this.api = api;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a function; it goes on starting after this returns.
   *
   * @param task the unpacked archive
   * @param handler its name, as {@code QUARKUS_LAMBDA_HANDLER} says it
   * @param settings its environment, beside what Lambda sets
   * @param log gets what it prints
   */
  public static PackagedFunction start(
      Path task, String handler, Map<String, String> settings, Path log) throws IOException {
    List<String> command =
        Files.exists(task.resolve("bootstrap"))
            ? List.of(task.resolve("bootstrap").toAbsolutePath().toString())
            : java(List.of(), runtimeClassPath());
    return start(command, task, handler, settings, log);
  }

  /** The same by a command of one's own. */
  static PackagedFunction start(
      List<String> command, Path task, String handler, Map<String, String> settings, Path log)
      throws IOException {
    RuntimeApi api = RuntimeApi.open(Clock.system(ZoneOffset.UTC));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH", "HOME", "TMPDIR", "LANG"));
    environment.putAll(lambda(task));
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("QUARKUS_LAMBDA_HANDLER", handler);
    environment.put("JAVA_TOOL_OPTIONS", TOOL_OPTIONS);
    environment.putAll(settings);
    Process process =
        builder
            .directory(task.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new PackagedFunction(api, process, log);
  }

  /** Java with Lambda's runtime as its main class. */
  static List<String> java(List<String> options, String classPath) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(RUNTIME_OPTIONS);
    command.add("-D" + NativePart.PROPERTY + "=" + NativePart.unpacked());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, RUNTIME, HANDLER));
    return command;
  }

  /** The libraries of Lambda's Java runtime, wherever this process has them from. */
  static String runtimeClassPath() {
    return RUNTIME_LIBRARIES.stream()
        .map(PackagedFunction::libraryOf)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  public RuntimeApi api() {
    return api;
  }

  /** Sends an event with plenty of time and waits for what comes of it. */
  public Reply call(String event) {
    return call(event, PATIENCE);
  }

  /**
   * @param left how long the function is told it has
   * @throws IllegalStateException if the process ends, or nothing comes in 100 seconds; the message
   *     ends with its log
   */
  public Reply call(String event, Duration left) {
    return await(api.send(event.getBytes(java.nio.charset.StandardCharsets.UTF_8), left));
  }

  /** Waits, no longer than a hundred seconds and no longer than the process lives. */
  public <T> T await(CompletableFuture<T> awaited) {
    CompletableFuture<Process> ended = process.onExit();
    try {
      CompletableFuture.anyOf(awaited, ended).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return awaited.get(ended.isDone() ? 1 : PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          (ended.isDone() ? "it ended with " + process.exitValue() : "no answer in 100 seconds")
              + lastLines());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted");
    }
  }

  /** The most memory it has had resident, KiB; 0 where the system does not say. */
  long peakKib() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    }
  }

  /** What it has used of the processors so far; 0 where the system does not say. */
  double processorSeconds() {
    return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1000.0;
  }

  /** Asks it to end, so that it may write what it writes at its end; kills it when it does not. */
  void end(Duration patience) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Kills it, as Lambda does when its time is over. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    api.close();
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return "; its log ends: "
          + String.join(
              System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "; its log cannot be read: " + e.getMessage();
    }
  }

  private static Map<String, String> lambda(Path task) {
    Map<String, String> set = new HashMap<>();
    set.put("LAMBDA_TASK_ROOT", task.toAbsolutePath().toString());
    set.put("AWS_LAMBDA_FUNCTION_NAME", "batuta");
    set.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    set.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    set.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/batuta");
    set.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    set.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    set.put("AWS_REGION", "us-east-1");
    set.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    set.put("AWS_SECRET_ACCESS_KEY", "not-a-secret");
    return set;
  }

  private static String libraryOf(String className) {
    try {
      return Path.of(
              Class.forName(className, false, PackagedFunction.class.getClassLoader())
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI())
          .toString();
    } catch (ClassNotFoundException | java.net.URISyntaxException e) {
      throw new IllegalStateException("Lambda's Java runtime is not on the class path", e);
    }
  }
}
