package io.batuta.dispatch;

import static io.batuta.postgres.Columns.column;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a creditor lets its channels cost, and over which size it wants a second person. */
@ApplicationScoped
public class Limits {

  private static final SqlFile SPEND = SqlFile.of(Limits.class, "read-spend.sql");

  private static final String RULE =
      "SELECT members, cost_minor FROM approval_rule WHERE creditor_id = $1";

  private static final String SET_RULE =
      """
      INSERT INTO approval_rule (creditor_id, members, cost_minor, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (creditor_id) DO UPDATE SET (members, cost_minor, set_by, set_at) =
        (EXCLUDED.members, EXCLUDED.cost_minor, EXCLUDED.set_by, EXCLUDED.set_at)
      """;

  private static final String SET_SPEND =
      """
      INSERT INTO spend_limit (creditor_id, channel, day_minor, month_minor, set_by, set_at)
      SELECT $1, l.channel, l.day_minor, l.month_minor, $5, $6
      FROM unnest($2::text[], $3::int8[], $4::int8[]) AS l (channel, day_minor, month_minor)
      """;

  private final Sql sql;
  private final Clock clock;

  Limits(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Over which size a campaign's night waits for a second person.
   *
   * @param members more than so many; null: no bound
   * @param cost costing more than this; null: no bound
   */
  public record ApprovalOver(@Nullable Long members, @Nullable Money cost) {}

  /** What a channel may cost in the creditor's day and month; null: no bound. */
  public record MayCost(Channel channel, @Nullable Money day, @Nullable Money month) {}

  /** What stands now. */
  public record Standing(Optional<ApprovalOver> approvalOver, List<SpendLine> spend) {}

  public Uni<Standing> of(Creditor creditor) {
    return sql.asTenant(creditor.id().value(), tx -> read(tx, creditor));
  }

  /**
   * Sets all of them, in the place of those before. What waits for a second person goes on waiting.
   */
  public Uni<Standing> set(
      Creditor creditor, Optional<ApprovalOver> over, List<MayCost> spend, String by) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            rule(tx, creditor, over, by)
                .chain(() -> spend(tx, creditor, spend, by))
                .chain(() -> tx.run(ChannelRests.LIFT, Tuple.of(creditor.id().value())))
                .chain(() -> read(tx, creditor)));
  }

  private Uni<Void> rule(Tx tx, Creditor creditor, Optional<ApprovalOver> over, String by) {
    int id = creditor.id().value();
    return over.map(
            rule -> tx.run(SET_RULE, Tuple.of(id, rule.members(), minor(rule.cost()), by, now())))
        .orElseGet(() -> tx.run("DELETE FROM approval_rule WHERE creditor_id = $1", Tuple.of(id)))
        .replaceWithVoid();
  }

  private Uni<Void> spend(Tx tx, Creditor creditor, List<MayCost> spend, String by) {
    return tx.run("DELETE FROM spend_limit WHERE creditor_id = $1", Tuple.of(creditor.id().value()))
        .chain(
            () ->
                tx.run(
                    SET_SPEND,
                    Tuple.of(
                        creditor.id().value(),
                        column(spend, one -> one.channel().name(), String[]::new),
                        column(spend, one -> minor(one.day()), Long[]::new),
                        column(spend, one -> minor(one.month()), Long[]::new),
                        by,
                        now())))
        .replaceWithVoid();
  }

  private Uni<Standing> read(Tx tx, Creditor creditor) {
    int id = creditor.id().value();
    return tx.first(RULE, Tuple.of(id), row -> over(creditor, row))
        .chain(
            over ->
                tx.list(SPEND, Tuple.of(new Integer[] {id}, now()), SpendLine::read)
                    .map(lines -> new Standing(over, lines)));
  }

  private static ApprovalOver over(Creditor creditor, Row row) {
    Long cost = row.getLong("cost_minor");
    return new ApprovalOver(
        row.getLong("members"), cost == null ? null : new Money(cost, creditor.currency()));
  }

  private static @Nullable Long minor(@Nullable Money money) {
    return money == null ? null : money.minor();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
