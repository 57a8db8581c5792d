package io.batuta.segment;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The named rules of a creditor. */
@ApplicationScoped
public class SegmentStore {

  private final Sql sql;

  SegmentStore(Sql sql) {
    this.sql = sql;
  }

  /** Stores it under its name, in place of what stood there. */
  public Uni<Segment> put(Creditor creditor, String name, Rule rule, String description) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.run(
                    """
                    INSERT INTO segment (creditor_id, name, rule, description) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (creditor_id, name)
                    DO UPDATE SET rule = EXCLUDED.rule, description = EXCLUDED.description
                    """,
                    Tuple.of(creditor.id().value(), name, rule.text(), description))
                .replaceWith(new Segment(name, rule.text(), description)));
  }

  /** The segment of that name; empty when there is none. */
  public Uni<Optional<Segment>> byName(Creditor creditor, String name) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.first(
                "SELECT name, rule, description FROM segment WHERE creditor_id = $1 AND name = $2",
                Tuple.of(creditor.id().value(), name),
                SegmentStore::segment));
  }

  /**
   * A page of segments by name.
   *
   * @param after the last name of the page before; empty for the first
   */
  public Uni<List<Segment>> after(Creditor creditor, String after, int limit) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.list(
                """
                SELECT name, rule, description FROM segment
                WHERE creditor_id = $1 AND name > $2 ORDER BY name LIMIT $3
                """,
                Tuple.of(creditor.id().value(), after, limit),
                SegmentStore::segment));
  }

  private static Segment segment(Row row) {
    return new Segment(row.getString("name"), row.getString("rule"), row.getString("description"));
  }
}
