package io.batuta.portfolio;

/**
 * A file that came before what is the portfolio already. Thrown from within the merge, which is
 * rolled back by it, and made a value by whoever began the import.
 */
final class OutdatedFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutdatedFile(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
