package io.batuta.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.batuta.testing.DatabaseResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Postgres itself reads every statement against the migrated schema: a column that is not there
 * fails here.
 */
class SqlFilesTest {

  private static final Path RESOURCES = Path.of("src/main/resources/io/batuta");

  @Test
  void every_statement_fits_the_schema_and_says_what_it_is_for() throws Exception {
    List<String> faults = new ArrayList<>();
    List<Path> files = statements();
    assertFalse(files.isEmpty(), "no .sql files below " + RESOURCES);
    var url = DatabaseResource.database();
    try (Connection connection =
        DriverManager.getConnection(url.jdbc(), url.user(), url.password())) {
      for (Path file : files) {
        String text = Files.readString(file);
        if (!text.startsWith("--")) {
          faults.add(file + ": begins with no comment that says its purpose");
        }
        try (Statement prepare = connection.createStatement()) {
          prepare.setEscapeProcessing(false);
          prepare.execute("PREPARE statement_of_a_file AS " + text);
          prepare.execute("DEALLOCATE statement_of_a_file");
        } catch (SQLException e) {
          faults.add(file + ": " + e.getMessage());
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  private static List<Path> statements() throws IOException {
    try (Stream<Path> all = Files.walk(RESOURCES)) {
      return all.filter(path -> path.toString().endsWith(".sql")).sorted().toList();
    }
  }
}
