package io.batuta.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationFilesTest {

  @Test
  void every_migration_of_the_folder_is_listed_in_order() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertEquals(
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          MigrationFiles.NAMES,
          "what is not in MigrationFiles.NAMES is never applied");
    }
  }
}
