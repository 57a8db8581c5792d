package io.batuta.portfolio;

import io.batuta.portfolio.ImportStore.Run;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An arrival that is told again: what was loaded is not loaded again; what failed, or whose reader
 * died, is cleared away for another try.
 *
 * <p>A reader that was only taken for dead does no harm: it may write nothing any more, since each
 * page and the merge ask for the import that it began.
 */
@ApplicationScoped
class RepeatedImport {

  private static final SqlFile REMOVE = SqlFile.of(RepeatedImport.class, "remove-import.sql");

  private final Sql sql;

  RepeatedImport(Sql sql) {
    this.sql = sql;
  }

  private record Before(String state, Instant startedAt, @Nullable Instant lastSeen) {

    boolean isAlive(Instant now) {
      return lastSeen == null
          ? startedAt.isAfter(ImportPulse.aliveSinceWithoutPulse(now))
          : lastSeen.isAfter(ImportPulse.aliveSince(now));
    }
  }

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
            // Locked: a merge that is about to commit is waited for, and seen.
            tx.first(
                    "SELECT state, started_at, last_seen FROM portfolio_import"
                        + " WHERE creditor_id = $1 AND import_id = $2 FOR UPDATE",
                    key(run),
                    row ->
                        new Before(
                            row.getString("state"),
                            row.getOffsetDateTime("started_at").toInstant(),
                            instant(row.getOffsetDateTime("last_seen"))))
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(false)
                            : cleared(tx, run, found.get())));
  }

  private static Uni<Boolean> cleared(Tx tx, Run run, Before before) {
    if (before.state().equals("loaded")) {
      return Uni.createFrom().item(true);
    }
    if (before.state().equals("reading") && before.isAlive(run.now())) {
      return Uni.createFrom()
          .failure(new FileStore.Unreachable("import " + run.id() + " is under way already"));
    }
    return tx.run(REMOVE, key(run)).replaceWith(false);
  }

  private static Tuple key(Run run) {
    return Tuple.of(run.creditor().id().value(), run.id());
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
