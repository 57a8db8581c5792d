package io.batuta.faults;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that is the product, and the means to end it. */
final class Child implements AutoCloseable {

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
  private static final Duration OBEYS_WITHIN = Duration.ofSeconds(120);
  private static final List<String> FLAGS =
      List.of(
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx384m");

  private final Process process;
  private final int port;
  private final OutputStream orders;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> parked = new CompletableFuture<>();
  private final Deque<CompletableFuture<String>> waiting = new ArrayDeque<>();

  private Child(Process process, int port) {
    this.process = process;
    this.port = port;
    this.orders = process.getOutputStream();
  }

  /**
   * Returns when it is ready for orders.
   *
   * @param settings of the product, by name
   * @param log where its standard error goes
   */
  static Child start(String classPath, Map<String, String> settings, int port, Path log)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-Dquarkus.http.port=" + port);
    command.addAll(List.of("-cp", classPath, Product.class.getName()));
    File errors = log.toFile();
    Child child =
        new Child(
            new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors))
                .start(),
            port);
    Thread.ofVirtual().start(child::listening);
    try {
      child.ready.get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      child.kill();
      throw new IOException("the product did not start; " + log + " says why", e);
    }
    return child;
  }

  String root() {
    return "http://127.0.0.1:" + port;
  }

  /** What it answers; fails when it dies before. */
  CompletableFuture<String> order(String line) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    synchronized (waiting) {
      waiting.add(answer);
    }
    try {
      orders.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      orders.flush();
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /**
   * The same, waited for.
   *
   * @throws IOException if it failed or died
   */
  String obey(String line) throws Exception {
    try {
      String answer = order(line).get(OBEYS_WITHIN.toSeconds(), TimeUnit.SECONDS);
      if (!answer.startsWith("done")) {
        throw new IOException(line + ": " + answer);
      }
      return answer;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(line + ": no answer", e);
    }
  }

  String minute(Instant now) throws Exception {
    return obey("minute " + now);
  }

  String rescue(Instant now) throws Exception {
    return obey("rescue " + now);
  }

  /** Done when it stands still before a call. */
  CompletableFuture<Void> parked() {
    return parked;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: no hook runs, no connection is closed by us. Returns when it is dead. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGSTOP and SIGCONT: a process that is frozen, and goes on. */
  void freeze(boolean frozen) throws IOException, InterruptedException {
    new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(process.pid()))
        .start()
        .waitFor();
  }

  /** Killed too: how it ends when it is asked is not what is tried here. */
  @Override
  public void close() {
    kill();
  }

  private void listening() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      // It was killed.
    } finally {
      IOException dead = new IOException("the product died");
      ready.completeExceptionally(dead);
      synchronized (waiting) {
        waiting.forEach(answer -> answer.completeExceptionally(dead));
        waiting.clear();
      }
    }
  }

  private void hear(String line) {
    if (line.equals("ready")) {
      ready.complete(null);
    } else if (line.equals("parked")) {
      parked.complete(null);
    } else if (line.startsWith("done") || line.startsWith("failed")) {
      CompletableFuture<String> answer;
      synchronized (waiting) {
        answer = waiting.poll();
      }
      if (answer != null) {
        answer.complete(line);
      }
    }
  }
}
