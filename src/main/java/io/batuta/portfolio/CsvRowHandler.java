package io.batuta.portfolio;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.batuta.portfolio.CsvFile.CsvRow;
import java.util.ArrayList;
import java.util.List;

/** Gathers a row, and knows at every moment which field of which line it is in. */
final class CsvRowHandler extends AbstractBaseCsvCallbackHandler<CsvRow> {

  private final int longestRow;
  private final List<String> fields = new ArrayList<>();
  private long line = 1;
  private long length;

  CsvRowHandler(int longestRow) {
    this.longestRow = longestRow;
  }

  /** Where the row at hand begins. */
  long line() {
    return line;
  }

  /** How many fields of it are complete. */
  int fields() {
    return fields.size();
  }

  @Override
  protected void handleBegin(long startingLine) {
    line = startingLine;
    length = 0;
    fields.clear();
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int size, boolean quoted) {
    length += size + 1;
    if (length > longestRow) {
      throw new BrokenFile(
          line, null, "the row is longer than " + longestRow + " characters: is a quote missing?");
    }
    fields.add(new String(buffer, offset, size));
  }

  @Override
  protected CsvRow buildRecord() {
    return new CsvRow(line, fields);
  }
}
