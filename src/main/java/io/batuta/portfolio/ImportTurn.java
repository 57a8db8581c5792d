package io.batuta.portfolio;

import io.batuta.portfolio.ImportStore.Run;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Files of one creditor are read side by side and become the portfolio in the order in which they
 * came: a small delta waits for the large snapshot that came before it. Not for ever: then it is to
 * come again, since going first would make the snapshot undo it, and so be refused.
 */
@ApplicationScoped
class ImportTurn {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** In the bucket nobody waits for an answer; a retry of the file before comes within this. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Less than a gateway waits for its answer. */
  private static final Duration PATIENCE_OF_A_REQUEST = Duration.ofSeconds(15);

  private final ImportStore store;

  ImportTurn(ImportStore store) {
    this.store = store;
  }

  /**
   * Until nobody reads a file that came before. Fails with {@link PortfolioBusy} when patience
   * ends.
   */
  Uni<Void> come(Run run) {
    Duration patience = run.arrival().key() == null ? PATIENCE_OF_A_REQUEST : PATIENCE;
    long looks = patience.dividedBy(LOOK_AGAIN);
    return Multi.createBy()
        .repeating()
        .uni(() -> store.hasOlderReader(run))
        .withDelay(LOOK_AGAIN)
        .until(waits -> !waits)
        .select()
        .first(looks)
        .collect()
        .with(Collectors.counting())
        .invoke(
            waited -> {
              if (waited >= looks) {
                throw new PortfolioBusy(
                    new IllegalStateException("a file that came before is still being read"));
              }
            })
        .replaceWithVoid();
  }
}
