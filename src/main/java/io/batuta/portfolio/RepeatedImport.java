package io.batuta.portfolio;

import io.batuta.portfolio.ImportStore.Run;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * An arrival that is told again: what was loaded is not loaded again, what failed is cleared away
 * for another try.
 */
@ApplicationScoped
class RepeatedImport {

  /** No function runs longer, so whoever still reads after it is dead. */
  private static final Duration READER_IS_DEAD = Duration.ofMinutes(15);

  private final Sql sql;
  private final ImportStore store;

  RepeatedImport(Sql sql, ImportStore store) {
    this.sql = sql;
    this.store = store;
  }

  private record Before(String state, Instant startedAt) {}

  /**
   * Makes room for an import of this id.
   *
   * <p>Fails with {@link FileStore.Unreachable} while another run reads the same file.
   *
   * @return whether it was loaded before, and nothing is to be done
   */
  Uni<Boolean> wasLoaded(Run run) {
    return sql.asTenant(
            run.creditor().id().value(),
            tx ->
                tx.first(
                    "SELECT state, started_at FROM portfolio_import"
                        + " WHERE creditor_id = $1 AND import_id = $2",
                    Tuple.of(run.creditor().id().value(), run.id()),
                    row ->
                        new Before(
                            row.getString("state"),
                            row.getOffsetDateTime("started_at").toInstant())))
        .chain(found -> found.isEmpty() ? Uni.createFrom().item(false) : cleared(run, found.get()));
  }

  private Uni<Boolean> cleared(Run run, Before before) {
    if (before.state().equals("loaded")) {
      return Uni.createFrom().item(true);
    }
    if (before.state().equals("reading")
        && before.startedAt().plus(READER_IS_DEAD).isAfter(run.now())) {
      return Uni.createFrom()
          .failure(new FileStore.Unreachable("import " + run.id() + " is under way already"));
    }
    return store
        .fail(run, "abandoned: whoever read it is gone")
        .chain(() -> sql.asTenant(run.creditor().id().value(), tx -> remove(tx, run)))
        .replaceWith(false);
  }

  private static Uni<Void> remove(Tx tx, Run run) {
    Tuple failed = Tuple.of(run.id());
    return tx.run(
            """
            DELETE FROM import_rejection WHERE import_id IN (
              SELECT import_id FROM portfolio_import WHERE import_id = $1 AND state = 'failed')
            """,
            failed)
        .chain(
            () ->
                tx.run(
                    "DELETE FROM portfolio_import WHERE import_id = $1 AND state = 'failed'",
                    failed))
        .replaceWithVoid();
  }
}
