package io.batuta.campaign;

import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Pages of a night: members in, judgements out. */
@ApplicationScoped
class PageStore {

  private static final SqlFile READ = SqlFile.of(PageStore.class, "read-members.sql");
  private static final SqlFile WRITE = SqlFile.of(PageStore.class, "write-plan.sql");
  private static final String WRITTEN_LIMIT = "LIMIT 5000";

  private final SqlFile read;

  /** What one write did. */
  private record Written(boolean moved, int planned) {}

  /**
   * A debtor came to be in flight between reading and writing: the page is read again, and says so.
   */
  static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken(int contacts) {
      super(contacts + " contacts of a page were overtaken by others in flight");
    }
  }

  /** The page size is literal in the statement, because Postgres plans better for one it knows. */
  PageStore(@ConfigProperty(name = "batuta.night.page-size") int pageSize) {
    read = new SqlFile(READ.name(), READ.text().replace(WRITTEN_LIMIT, "LIMIT " + pageSize));
  }

  /** The next members after {@code after}, a page at most, none beyond {@code to}. */
  Uni<List<Member>> read(Tx tx, NightWork work, long after, long to) {
    return tx.list(
        read, Tuple.of(work.creditor().id().value(), work.night(), after, to), MemberRow::read);
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
    return tx.first(
            WRITE,
            PlanColumns.add(arguments, page.planned(), page.withheld()),
            row -> new Written(row.getInteger("moved") == 1, row.getInteger("planned")))
        .map(written -> wholly(written.orElseThrow(), page));
  }

  private static boolean wholly(Written written, PlanPage page) {
    int missing = page.planned().size() - written.planned();
    if (written.moved() && missing > 0) {
      throw new Overtaken(missing);
    }
    return written.moved();
  }
}
