package io.batuta.local;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a local run, below {@code target/run} or where the system property {@code
 * batuta.local.folder} says. One run at a time works in it.
 */
record RunFolder(Path root) {

  static RunFolder here() {
    return new RunFolder(Path.of(System.getProperty("batuta.local.folder", "target/run")));
  }

  Path database() {
    return root.resolve("postgres");
  }

  Path log() {
    return root.resolve("batuta.log");
  }

  Path access() {
    return root.resolve("access.json");
  }

  Path summary() {
    return root.resolve("summary.json");
  }

  /** What the carriers took, a line each: their side of the story. */
  Path carriers() {
    return root.resolve("carriers.csv");
  }

  Path state() {
    return root.resolve("state.json");
  }

  /** The key that this run's personal data is encrypted under, and nothing else. */
  Path key() {
    return root.resolve("privacy.key");
  }

  /** Makes the key where there is none yet; owner only. */
  void makeKey() {
    try {
      if (!Files.exists(key())) {
        Files.writeString(key(), "");
        ownerOnly(key());
        Files.writeString(key(), RunState.key() + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes the folder for this process, until it ends.
   *
   * @return null when another run has it
   * @throws UncheckedIOException if it cannot be written
   */
  @Nullable FileLock take() {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return channel.tryLock();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write in " + root.toAbsolutePath(), e);
    }
  }

  /** Empty as well when the file is half written or of another version. */
  Optional<RunState> readState() {
    try {
      return Files.isReadable(state())
          ? Optional.of(RunState.of(new JsonObject(Files.readString(state()))))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Replaces a file in one move, so that a kill leaves the old or the new one; owner only. */
  void write(Path file, JsonObject content) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, content.encodePrettily() + "\n");
      ownerOnly(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything of an earlier run goes. */
  void empty() {
    for (Path old :
        new Path[] {database(), log(), access(), summary(), carriers(), key(), state()}) {
      remove(old);
    }
  }

  private static void remove(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path.toAbsolutePath(), e);
    }
  }

  /** Keys lie in these files. Where the file system knows no owner, nothing happens. */
  private static void ownerOnly(Path file) {
    java.io.File asFile = file.toFile();
    boolean done =
        asFile.setReadable(false, false)
            && asFile.setReadable(true, true)
            && asFile.setWritable(true, true);
    if (!done) {
      asFile.setReadable(true);
    }
  }
}
