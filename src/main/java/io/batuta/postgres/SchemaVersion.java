package io.batuta.postgres;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the database's schema is the one that this code was written for. A newer one serves: each
 * migration leaves what the release before it needs. An older one does not.
 */
@ApplicationScoped
public class SchemaVersion {

  private static final String UNKNOWN_FUNCTION = "42883";
  private static final String UNKNOWN_ROLE = "22023";

  private final Sql sql;

  SchemaVersion(Sql sql) {
    this.sql = sql;
  }

  /** How the schema stands to the code. */
  public sealed interface Standing {
    /** The schema is that of the code. */
    record Current(int version) implements Standing {}

    /** A later release migrated it: this code goes on to work. */
    record Newer(int version, int wanted) implements Standing {}

    /** {@code migrate} has not run; nothing may be relied on. 0: there is no schema at all. */
    record Behind(int version, int wanted) implements Standing {}
  }

  /** Asks the database. Fails when it cannot be reached. */
  public Uni<Standing> standing() {
    int wanted = wanted();
    return sql.acrossTenants(
            tx ->
                tx.first(
                    "SELECT schema_version() AS version", Tuple.tuple(), row -> row.getInteger(0)))
        .map(Optional::orElseThrow)
        .onFailure(SchemaVersion::isNoSchema)
        .recoverWithItem(0)
        .map(version -> compare(version, wanted));
  }

  static Standing compare(int version, int wanted) {
    if (version == wanted) {
      return new Standing.Current(version);
    }
    return version > wanted
        ? new Standing.Newer(version, wanted)
        : new Standing.Behind(version, wanted);
  }

  /** The last migration that this code brings. */
  static int wanted() {
    return MigrationFiles.NAMES.stream().mapToInt(SchemaVersion::number).max().orElseThrow();
  }

  /** Neither our roles nor our function: nothing of ours was ever migrated here. */
  private static boolean isNoSchema(Throwable failure) {
    return failure instanceof PgException refused
        && Set.of(UNKNOWN_FUNCTION, UNKNOWN_ROLE).contains(refused.getSqlState());
  }

  private static int number(String file) {
    return Integer.parseInt(file.substring(1, file.indexOf("__")));
  }
}
