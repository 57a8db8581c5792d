package io.batuta.portfolio;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A CSV file as it is read, row by row: UTF-8 (a byte order mark is allowed), comma or semicolon as
 * its header has it, quotes by RFC 4180. Holds one row at a time, whatever the size of the file.
 *
 * <p>Every method that reads throws {@link BrokenFile} with line and, where known, column.
 */
public final class CsvFile {

  /** The longest row that is read, in characters: a file without line ends stops here. */
  public static final int LONGEST_ROW = 1024 * 1024;

  /** The longest header, in characters; some 200 names fit twenty times. */
  private static final int LONGEST_HEADER = 64 * 1024;

  private final CsvRowHandler handler;
  private final CloseableIterator<CsvRow> rows;
  private List<String> header = List.of();
  private long lastLine = 1;

  /**
   * One row.
   *
   * @param line where it begins, from 1
   */
  public record CsvRow(long line, List<String> fields) {
    public CsvRow {
      fields = List.copyOf(fields);
    }
  }

  private CsvFile(Reader in, char separator) {
    this.handler = new CsvRowHandler(LONGEST_ROW);
    this.rows =
        CsvReader.builder()
            .fieldSeparator(separator)
            .allowUnclosedQuote(false)
            .allowExtraCharsAfterClosingQuote(false)
            .maxBufferSize(LONGEST_ROW)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(handler, in)
            .iterator();
  }

  /** Reads the header. The names come in lower case and without blanks around them. */
  public static CsvFile open(InputStream bytes) {
    BufferedReader in = new BufferedReader(new StrictUtf8(bytes, LONGEST_ROW), LONGEST_HEADER);
    CsvFile file = new CsvFile(in, separator(in));
    CsvRow first = file.next().orElseThrow(() -> new BrokenFile(1, null, "the file is empty"));
    file.header =
        first.fields().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    return file;
  }

  public List<String> header() {
    return header;
  }

  /** The next row; empty at the end of the file. Empty lines are no rows. */
  public Optional<CsvRow> next() {
    try {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      CsvRow row = rows.next();
      lastLine = row.line();
      return Optional.of(row);
    } catch (CsvParseException | UncheckedIOException e) {
      throw broken(e);
    }
  }

  private BrokenFile broken(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BrokenFile said) {
        return said;
      }
      if (cause instanceof IOException) {
        return new BrokenFile(
            Math.max(lastLine, handler.line()), null, "the connection ended before the file did");
      }
    }
    int at = handler.fields();
    String column = at < header.size() ? header.get(at) : null;
    return new BrokenFile(
        handler.line(),
        column,
        "a quoted value does not end: a quote is missing, or one within a value is not doubled");
  }

  /** The header decides: whichever of both stands in it first. */
  private static char separator(BufferedReader in) {
    try {
      in.mark(LONGEST_HEADER);
      for (int i = 0; i < LONGEST_HEADER - 1; i++) {
        int c = in.read();
        if (c == ';') {
          in.reset();
          return ';';
        }
        if (c == ',' || c == '\n' || c < 0) {
          in.reset();
          return ',';
        }
      }
    } catch (IOException e) {
      throw new BrokenFile(1, null, "the connection ended before the file did");
    }
    throw new BrokenFile(
        1,
        null,
        "the first line has no comma or semicolon within " + LONGEST_HEADER + " characters");
  }
}
