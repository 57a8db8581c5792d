package io.batuta.template;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A project of a few files with the real scripts, and the command lines of AWS played by hand: what
 * a stack stands at and which versions its functions have is read from files, what is asked of them
 * is written down.
 */
final class FakeAmazon {

  private static final String AWS =
      """
      #!/usr/bin/env bash
      here="$(dirname "$0")"
      printf '%s\\n' "$*" >>"$here/calls"
      case "$*" in
        *get-caller-identity*) echo 123456789012 ;;
        *availability-zones*) printf 'a\\tb\\n' ;;
        *describe-vpc-endpoint-services*) printf 'a\\tb\\n' ;;
        *StackStatus*) cat "$here/status" ;;
        *describe-stacks*OutputKey*) echo https://door.example/ ;;
        *describe-stacks*) [ -f "$here/status" ] ;;
        *get-alias*) cat "$here/live" ;;
        *list-versions*) cat "$here/versions" ;;
      esac
      """;

  private static final String DOES_NOTHING =
      """
      #!/usr/bin/env bash
      printf '%s %s\\n' "$(basename "$0")" "$*" >>"$(dirname "$0")/calls"
      """;

  private final Path project;
  private final Path commands;

  /** What a script said, with what it ended. */
  record Said(int exit, String words) {}

  FakeAmazon(Path folder) throws IOException {
    project = Files.createDirectories(folder.resolve("project"));
    commands = Files.createDirectories(folder.resolve("commands"));
    Files.createDirectories(project.resolve("scripts/archive"));
    for (String script : List.of("deploy", "toolchain.sh")) {
      Files.copy(Path.of("scripts", script), project.resolve("scripts/" + script));
    }
    for (String file :
        List.of("pom.xml", "template.yaml", "infra/network.yaml", "src/main/java/A.java")) {
      write(project.resolve(file), "as it was built");
    }
    command("aws", AWS);
    command("sam", DOES_NOTHING);
    command("curl", DOES_NOTHING);
  }

  /** Whether this computer can run the scripts at all. */
  static boolean canRun() {
    return List.of("bash", "unzip", "base64", "awk").stream()
        .allMatch(
            command ->
                List.of("/bin/", "/usr/bin/").stream()
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder + command))));
  }

  /** An archive, and beside it what it was built from: the files as they are now. */
  void build(String commit, String content) throws Exception {
    exchange(content);
    bash("-c", ". scripts/toolchain.sh; record_archive");
    Path record = project.resolve("target/function.txt");
    write(record, Files.readString(record).replaceAll("(?m)^commit .*$", "commit " + commit));
  }

  /** Another archive in the same place, with the old word on it. */
  void exchange(String content) throws IOException {
    Path zip = project.resolve("target/function.zip");
    Files.createDirectories(zip.getParent());
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      entries.putNextEntry(new ZipEntry("lib/" + content));
    }
  }

  /** The hash of the archive as Lambda tells it. */
  String codeSha() throws Exception {
    byte[] archive = Files.readAllBytes(project.resolve("target/function.zip"));
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(archive));
  }

  void change(String file) throws IOException {
    write(project.resolve(file), "as it is now");
  }

  void remove(String file) throws IOException {
    Files.delete(project.resolve(file));
  }

  /** The stack's state; without one there is no stack. */
  void stands(String status) throws IOException {
    write(commands.resolve("status"), status + "\n");
  }

  /** The same for each function: the alias's version, and all versions, oldest first. */
  void versions(int live, String... codeShaAndDescription) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("$LATEST\tnone\tof no version");
    for (int i = 0; i < codeShaAndDescription.length; i += 2) {
      lines.add(
          (i / 2 + 1) + "\t" + codeShaAndDescription[i] + "\t" + codeShaAndDescription[i + 1]);
    }
    write(commands.resolve("live"), live + "\n");
    write(commands.resolve("versions"), String.join("\n", lines) + "\n");
  }

  Said deploy(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("scripts/deploy"));
    all.addAll(List.of(arguments));
    return bash(all.toArray(String[]::new));
  }

  /** What the SAM CLI was given, the last time; an empty text when it was not called. */
  String deployed() throws IOException {
    Path calls = commands.resolve("calls");
    return Files.exists(calls)
        ? Files.readAllLines(calls).stream()
            .filter(call -> call.startsWith("sam deploy"))
            .reduce("", (before, call) -> call)
        : "";
  }

  private Said bash(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().put("PATH", commands + ":/usr/bin:/bin");
    builder.environment().put("AWS_REGION", "us-east-1");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("it does not end: " + words);
    }
    return new Said(process.exitValue(), words);
  }

  private void command(String name, String text) throws IOException {
    Path file = commands.resolve(name);
    write(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
