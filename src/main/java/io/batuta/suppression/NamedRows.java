package io.batuta.suppression;

import io.batuta.portfolio.BrokenFile;
import io.batuta.portfolio.CsvFile;
import io.batuta.portfolio.CsvFile.CsvRow;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV body by the names of its columns. Pure. */
final class NamedRows {

  /**
   * One row.
   *
   * @param line where it begins, from 1
   * @param cells by column, without the empty ones; null where the row has another length than the
   *     header, and so nothing that could be trusted
   */
  record NamedRow(long line, @Nullable Map<String, String> cells) {

    @Nullable String cell(String column) {
      return cells == null ? null : cells.get(column);
    }
  }

  private NamedRows() {}

  /**
   * Reads all of it; columns beyond those wanted are passed over.
   *
   * @throws BrokenFile with line and column when it cannot be read, or lacks a column
   */
  static List<NamedRow> read(byte[] body, Set<String> required, Set<String> optional) {
    CsvFile file = CsvFile.open(new ByteArrayInputStream(body));
    Map<String, Integer> at = new HashMap<>();
    for (int i = 0; i < file.header().size(); i++) {
      String name = file.header().get(i);
      if ((required.contains(name) || optional.contains(name)) && at.put(name, i) != null) {
        throw new BrokenFile(1, name, "the header has this column twice");
      }
    }
    for (String column : required) {
      if (!at.containsKey(column)) {
        throw new BrokenFile(1, column, "the header lacks this column");
      }
    }
    List<NamedRow> rows = new ArrayList<>();
    for (Optional<CsvRow> row = file.next(); row.isPresent(); row = file.next()) {
      rows.add(named(row.get(), file.header().size(), at));
    }
    return rows;
  }

  private static NamedRow named(CsvRow row, int width, Map<String, Integer> at) {
    if (row.fields().size() != width) {
      return new NamedRow(row.line(), null);
    }
    Map<String, String> cells = new HashMap<>();
    at.forEach(
        (column, place) -> {
          String value = row.fields().get(place).strip();
          if (!value.isEmpty()) {
            cells.put(column, value);
          }
        });
    return new NamedRow(row.line(), cells);
  }
}
