package io.batuta.suppression;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Orders to stop everything. From the commit of one on nothing is claimed that it covers; what was
 * claimed a moment before leaves, within the send time-out. Nights are planned all the same, and
 * what cannot leave in its window expires.
 */
@ApplicationScoped
public class Standstills {

  /** Who ordered those that a brake ordered, and nobody else is called so. */
  public static final String MACHINE = "batuta";

  /**
   * One that holds now.
   *
   * @param ofAll ordered by the installation, for every creditor
   * @param channel null: on every channel
   * @param why in the words of who ordered it
   */
  public record Standstill(
      boolean ofAll, @Nullable Channel channel, String why, String orderedBy, Instant orderedAt) {}

  private static final String ORDER =
      """
      INSERT INTO standstill (creditor_id, channel, why, ordered_by, ordered_at)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (creditor_id, channel) WHERE lifted_at IS NULL DO NOTHING
      """;

  private static final String LIFT =
      """
      UPDATE standstill SET lifted_by = $3, lifted_at = $4
      WHERE creditor_id IS NOT DISTINCT FROM $1::int4 AND channel IS NOT DISTINCT FROM $2::text AND lifted_at IS NULL
      """;

  private static final String READ =
      """
      SELECT creditor_id IS NULL AS of_all, channel, why, ordered_by, ordered_at FROM standstill
      WHERE lifted_at IS NULL AND (creditor_id IS NULL OR creditor_id = $1::int4)
      ORDER BY ordered_at, standstill_id
      """;

  private final Sql sql;
  private final Clock clock;

  Standstills(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Stops a creditor's contacts; one that stands already stays as it was.
   *
   * @param creditor null: of all
   * @param channel null: on every channel
   * @param why at most 200 characters
   * @return whether it is new
   */
  public Uni<Boolean> order(
      @Nullable Creditor creditor, @Nullable Channel channel, String why, String by) {
    return within(
        creditor,
        tx ->
            tx.run(ORDER, Tuple.of(id(creditor), name(channel), why, by, now()))
                .map(rows -> rows.rowCount() == 1));
  }

  /** Lets them go on; whether there was one. */
  public Uni<Boolean> lift(@Nullable Creditor creditor, @Nullable Channel channel, String by) {
    return within(
        creditor,
        tx ->
            tx.run(LIFT, Tuple.of(id(creditor), name(channel), by, now()))
                .map(rows -> rows.rowCount() == 1));
  }

  /** Those that hold for a creditor, the installation's among them; null: the installation's. */
  public Uni<List<Standstill>> of(@Nullable Creditor creditor) {
    return within(creditor, tx -> tx.list(READ, Tuple.of(id(creditor)), Standstills::read));
  }

  private <T> Uni<T> within(@Nullable Creditor creditor, Function<Tx, Uni<T>> work) {
    return creditor == null ? sql.acrossTenants(work) : sql.asTenant(creditor.id().value(), work);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Integer id(@Nullable Creditor creditor) {
    return creditor == null ? null : creditor.id().value();
  }

  private static @Nullable String name(@Nullable Channel channel) {
    return channel == null ? null : channel.name();
  }

  private static Standstill read(Row row) {
    String channel = row.getString("channel");
    return new Standstill(
        row.getBoolean("of_all"),
        channel == null ? null : Channel.valueOf(channel),
        row.getString("why"),
        row.getString("ordered_by"),
        row.getOffsetDateTime("ordered_at").toInstant());
  }
}
