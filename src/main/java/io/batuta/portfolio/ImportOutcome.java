package io.batuta.portfolio;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an import ended. */
public sealed interface ImportOutcome {

  /** The file is the portfolio now, save for what the report says was refused. */
  record Loaded(ImportReport report) implements ImportOutcome {}

  /**
   * The file as a whole cannot be read, and nothing of it was loaded.
   *
   * @param line where, from 1; 0 where it is the file as a whole
   * @param column the header's name or, in the header itself, the offending name; null where
   *     neither is known
   */
  record Broken(UUID importId, long line, @Nullable String column, String reason)
      implements ImportOutcome {}

  /**
   * A file that came later is the portfolio already and speaks of the same accounts; nothing of
   * this one was loaded, since it would undo the other. Sent again, it is the later one.
   */
  record Outdated(UUID importId, String reason) implements ImportOutcome {}
}
