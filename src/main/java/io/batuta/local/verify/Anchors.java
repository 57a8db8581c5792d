package io.batuta.local.verify;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Roots as they lie in the bucket, copied to a folder: {@code <creditor>/<day>.json}. */
final class Anchors {

  private Anchors() {}

  /**
   * The roots of a creditor by day; none without a folder.
   *
   * @throws IOException if a file there is no anchored root
   */
  static Map<LocalDate, String> of(@Nullable Path folder, String creditor) throws IOException {
    Map<LocalDate, String> roots = new HashMap<>();
    if (folder == null || !Files.isDirectory(folder.resolve(creditor))) {
      return roots;
    }
    for (Path file : files(folder.resolve(creditor))) {
      try {
        JsonObject seal = new JsonObject(Files.readString(file));
        roots.put(LocalDate.parse(seal.getString("day")), seal.getString("root"));
      } catch (RuntimeException e) {
        throw new IOException(file + " is no anchored root", e);
      }
    }
    return roots;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
