package io.batuta.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own that plans one shard when it is told, as a function would. */
final class ShardProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader says;
  private final PrintWriter hears;

  private ShardProcess(Process process) {
    this.process = process;
    this.says =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.hears = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Started on this process' database, and warm: it has tried the night out once. */
  static ShardProcess start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String name : System.getProperties().stringPropertyNames()) {
      if ((name.startsWith("batuta.") || name.startsWith("quarkus.")) && !isOurs(name)) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.addAll(
        List.of(
            "-Dquarkus.http.port=0",
            "-Dquarkus.log.file.enabled=false",
            "-cp",
            System.getProperty("java.class.path"),
            OneShard.class.getName()));
    ShardProcess started =
        new ShardProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    started.expect(OneShard.READY);
    return started;
  }

  private static boolean isOurs(String property) {
    return property.startsWith("quarkus.http.port") || property.startsWith("quarkus.log.file");
  }

  void begin(int shard, int shards) {
    hears.println(shard + " " + shards);
  }

  void awaitEnd() throws IOException {
    expect(OneShard.DONE);
  }

  private void expect(String word) throws IOException {
    String line;
    do {
      line = says.readLine();
    } while (line != null && !line.equals(word));
    if (line == null) {
      throw new IOException("the process of a shard ended before it said " + word);
    }
  }

  @Override
  public void close() throws InterruptedException {
    hears.close();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
