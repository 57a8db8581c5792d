package io.batuta.web.api;

import io.batuta.portfolio.BrokenFile;
import io.batuta.portfolio.ImportOutcome;
import io.batuta.suppression.PaymentsReading;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file that cannot be read, as problem details with the place where it breaks. */
final class BrokenFileProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Body body;

  /**
   * What the caller reads.
   *
   * @param importId of the failed import, where the file was a portfolio
   * @param line from 1; 0 where it is the file as a whole
   */
  @RegisterForReflection
  record Body(
      int status,
      String type,
      String title,
      String detail,
      @Nullable UUID importId,
      long line,
      @Nullable String column) {}

  BrokenFileProblem(ImportOutcome.Broken broken) {
    this(broken.importId(), broken.line(), broken.column(), broken.reason());
  }

  BrokenFileProblem(PaymentsReading.Unreadable unreadable) {
    this(null, unreadable.line(), unreadable.column(), unreadable.reason());
  }

  BrokenFileProblem(BrokenFile broken) {
    this(null, broken.line(), broken.column(), broken.reason());
  }

  private BrokenFileProblem(
      @Nullable UUID importId, long line, @Nullable String column, String reason) {
    super(reason);
    this.body =
        new Body(
            422,
            "/problems/broken-file",
            "The file cannot be read; nothing of it was loaded",
            place(line, column) + reason,
            importId,
            line,
            column);
  }

  private static String place(long line, @Nullable String column) {
    return line == 0 ? "" : "line " + line + (column == null ? "" : ", column " + column) + ": ";
  }

  Body body() {
    return body;
  }
}
