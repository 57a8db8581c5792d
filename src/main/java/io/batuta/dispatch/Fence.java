package io.batuta.dispatch;

import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Stands between a restored database and the debtors. What was sent after the moment that it was
 * restored to is not in it, and would be sent again. So each run counts a generation, in the
 * database and then outside of it; a database that is behind what is remembered outside was
 * restored, and nothing is sent until a person confirms ({@code confirm_restored_database}).
 *
 * <p>A restore to a moment within the last run is not seen. Without a place outside, none is.
 */
@ApplicationScoped
class Fence {

  private static final Logger LOG = Logger.getLogger(Fence.class);

  private static final SqlFile ADVANCE = SqlFile.of(Fence.class, "advance-generation.sql");

  private final Sql sql;
  private final Memory memory;

  Fence(Sql sql, Memory memory) {
    this.sql = sql;
    this.memory = memory;
  }

  /** A generation of the database. */
  private record Generation(long number, boolean fenced) {}

  /**
   * Whether contacts may leave. Fails when the place outside cannot be asked: whoever sent then
   * could not be told from a restored one later.
   */
  Uni<Boolean> lets(Instant now) {
    return memory.exists()
        ? memory.recall().chain(known -> advance(known, now)).chain(this::kept)
        : Uni.createFrom().item(true);
  }

  private Uni<Generation> advance(long known, Instant now) {
    return sql.acrossTenants(
            tx ->
                tx.first(
                    ADVANCE,
                    Tuple.of(known, now.atOffset(ZoneOffset.UTC)),
                    row -> new Generation(row.getLong("generation"), row.getBoolean("fenced"))))
        .map(found -> found.orElseThrow(() -> new IllegalStateException("no installation row")));
  }

  private Uni<Boolean> kept(Generation generation) {
    if (generation.fenced()) {
      LOG.errorf(
          "this database is at generation %d and was further: restored. Nothing is sent until a"
              + " person confirms",
          generation.number());
      return Uni.createFrom().item(false);
    }
    return memory.keep(generation.number()).replaceWith(true);
  }
}
