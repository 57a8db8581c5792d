package io.batuta.portfolio;

import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read on. Thrown from within the reading of a stream, where no value can
 * come back, and made a value by whoever opened the file.
 */
public final class BrokenFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long line;
  private final @Nullable String column;
  private final String reason;

  /**
   * @param line from 1; 0 where it is the file as a whole
   * @param reason a sentence for whoever made the file
   */
  public BrokenFile(long line, @Nullable String column, String reason) {
    super(
        (line == 0 ? "" : "line " + line + (column == null ? "" : ", column " + column) + ": ")
            + reason);
    this.line = line;
    this.column = column;
    this.reason = reason;
  }

  public long line() {
    return line;
  }

  public @Nullable String column() {
    return column;
  }

  public String reason() {
    return reason;
  }
}
