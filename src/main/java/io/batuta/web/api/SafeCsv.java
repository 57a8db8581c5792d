package io.batuta.web.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * CSV that a spreadsheet opens as text: a cell that it would take for a formula gets an apostrophe
 * first (OWASP, CSV injection).
 */
public final class SafeCsv {

  private static final String STARTS_FORMULAS = "=+-@\t\r\n|%";

  private SafeCsv() {}

  /** Rows as they are; cells that a spreadsheet would run are made harmless. */
  public static String write(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      rows.forEach(row -> csv.writeRecord(row.stream().map(SafeCsv::cell).toArray(String[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static String cell(String value) {
    return value.isEmpty() || STARTS_FORMULAS.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
  }
}
