package io.batuta.compliance;

/**
 * A law file that cannot be trusted. It ships with the product, so this is a programmer's mistake:
 * nothing is judged by half a law.
 */
public final class LawFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param line from 1; 0: the whole file
   */
  LawFault(String file, int line, String reason) {
    super(line == 0 ? file + ": " + reason : file + ":" + line + ": " + reason);
  }
}
