package io.batuta.campaign;

import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Pages of a night: members in, judgements out. */
@ApplicationScoped
class PageStore {

  private static final SqlFile WRITE = SqlFile.of(PageStore.class, "write-plan.sql");
  private static final SqlFile JUDGED = SqlFile.of(PageStore.class, "find-judged.sql");
  private static final String WRITTEN_LIMIT = "LIMIT 5000";
  private static final String TAKEN = "23505";

  /**
   * The commit of a page does not wait for the disk: if the server fails, contacts, facts and
   * checkpoint of the last pages are lost together, and the night goes on from before them. Nothing
   * has left by then: the commit that marks a contact as being sent waits, and takes along all that
   * came before it.
   */
  private static final String AT_LEISURE = "SELECT set_config('synchronous_commit', 'off', true)";

  /**
   * Two ranges of debtors are set side by side by merging or hashing them. A table that filled
   * since the database last counted it looks empty, and a loop over it would cost the square of the
   * page; only stops, by the hash of an address, are looked up one by one.
   */
  private static final String SIDE_BY_SIDE = "SELECT set_config('enable_nestloop', 'off', true)";

  private final SqlFile members;
  private final SqlFile points;
  private final SqlFile days;
  private final SqlFile judged;

  /**
   * A debtor came to be in flight between reading and writing: the page is read again, and says so.
   */
  static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken(Throwable cause) {
      super("a contact of a page was overtaken by another in flight", cause);
    }
  }

  /** The page size is literal in the statements, because Postgres plans better for one it knows. */
  PageStore(@ConfigProperty(name = "batuta.night.page-size") int pageSize) {
    members = paged("read-members.sql", pageSize);
    points = paged("read-points.sql", pageSize);
    days = paged("read-days.sql", pageSize);
    judged = paged("read-judged.sql", pageSize);
  }

  /** Whether something was planned or withheld already beyond the shard's checkpoint. */
  Uni<Boolean> judgedBefore(Tx tx, NightWork work, Shard shard) {
    return tx.first(JUDGED, range(work, shard.doneTo(), shard), row -> row.getBoolean("judged"))
        .map(found -> found.orElse(false));
  }

  /**
   * The next members after {@code after}, a page at most, none beyond the shard. The answers are
   * asked for at once, and come over one connection one after the other.
   */
  Uni<List<Candidate>> read(Tx tx, NightWork work, long after, Shard shard) {
    Uni<RowSet<Row>> where = tx.run(points, range(work, after, shard));
    Uni<RowSet<Row>> turn = tx.run(SIDE_BY_SIDE, Tuple.tuple());
    Uni<RowSet<Row>> who = tx.run(members, range(work, after, shard));
    Uni<RowSet<Row>> when = tx.run(days, range(work, after, shard));
    Uni<Optional<RowSet<Row>>> before =
        shard.again()
            ? tx.run(judged, range(work, after, shard)).map(Optional::of)
            : Uni.createFrom().item(Optional.empty());
    return Uni.combine()
        .all()
        .unis(where, turn, who, when, before)
        .with(
            (ways, turned, rows, counts, said) ->
                CandidateReader.read(
                    rows.getDelegate(),
                    ways.getDelegate(),
                    counts.getDelegate(),
                    said.map(RowSet::getDelegate).orElse(null)));
  }

  /**
   * Writes a page and moves the shard's checkpoint over it. False, and nothing written, when
   * another run has moved it.
   *
   * @throws Overtaken (as a failure) if a contact could not be written: roll back, read again
   */
  Uni<Boolean> write(Tx tx, NightWork work, Shard shard, PlanPage page) {
    Tuple arguments =
        Tuple.tuple()
            .addInteger(work.creditor().id().value())
            .addLocalDate(work.night())
            .addInteger(shard.number())
            .addLong(page.after())
            .addLong(page.last())
            .addString(page.tally().toJson().encode())
            .addOffsetDateTime(work.now().atOffset(ZoneOffset.UTC));
    return tx.run(AT_LEISURE, Tuple.tuple())
        .chain(
            () ->
                tx.first(
                    WRITE,
                    PlanColumns.add(arguments, page.planned(), page.withheld()),
                    row -> row.getInteger("moved") == 1))
        .map(moved -> moved.orElse(false))
        .onFailure(PageStore::isTaken)
        .transform(Overtaken::new);
  }

  private static Tuple range(NightWork work, long after, Shard shard) {
    return Tuple.tuple()
        .addInteger(work.creditor().id().value())
        .addLocalDate(work.night())
        .addLong(after)
        .addLong(shard.to());
  }

  private static SqlFile paged(String file, int pageSize) {
    SqlFile written = SqlFile.of(PageStore.class, file);
    return new SqlFile(written.name(), written.text().replace(WRITTEN_LIMIT, "LIMIT " + pageSize));
  }

  private static boolean isTaken(Throwable failure) {
    return failure instanceof PgException refused && TAKEN.equals(refused.getSqlState());
  }
}
