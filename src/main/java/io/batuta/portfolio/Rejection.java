package io.batuta.portfolio;

import org.jspecify.annotations.Nullable;

/**
 * What was refused of a file, and why.
 *
 * @param line where its row begins in the file, from 1
 * @param column the header's name for it; null when it is the row as a whole
 * @param accountNumber of the row, where it could be read
 * @param refused whether the row stayed out, or only this value
 * @param reason a sentence for whoever made the file; never a name or an address
 */
public record Rejection(
    long line,
    @Nullable String accountNumber,
    @Nullable String column,
    Refused refused,
    String reason) {

  /** How much of a row was refused. Stored in lower case. */
  public enum Refused {
    ROW,
    VALUE
  }
}
