package io.batuta.campaign;

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
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A second person over a size. A campaign's night over it is planned, and rests as if paused until
 * somebody approves it who neither wrote the campaign nor asked for the night. What nobody approves
 * expires with its windows.
 */
@ApplicationScoped
public class Approvals {

  private static final SqlFile ASK = SqlFile.of(Approvals.class, "ask-approvals.sql");
  private static final SqlFile SETTLE = SqlFile.of(Approvals.class, "settle-approvals.sql");
  private static final SqlFile READ = SqlFile.of(Approvals.class, "read-approvals.sql");

  private static final long DAYS_SHOWN = 14;

  private static final String ORDERED =
      """
      INSERT INTO night_order (creditor_id, night, ordered_by, ordered_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (creditor_id, night, ordered_by) DO NOTHING
      """;

  private static final String APPROVE =
      """
      UPDATE campaign_approval SET state = 'approved', decided_by = $4, decided_at = $5
      WHERE creditor_id = $1 AND night = $2 AND state = 'waiting'
        AND campaign_id = (SELECT campaign_id FROM campaign WHERE creditor_id = $1 AND name = $3)
      """;

  private final Sql sql;
  private final Clock clock;

  Approvals(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * A campaign's night that waits, or waited, for a second person.
   *
   * @param state {@code planning}, {@code waiting}, {@code approved}, {@code expired}
   * @param notBy who wrote the campaign or asked for the night: they may not approve it
   * @param expiresAt when the last of its windows closes; null while it is planned
   */
  public record Approval(
      LocalDate night,
      String campaign,
      String state,
      long members,
      long contacts,
      long costMicros,
      Instant askedAt,
      @Nullable Instant expiresAt,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt,
      List<String> notBy) {

    public Approval {
      notBy = List.copyOf(notBy);
    }
  }

  /** What came of an attempt to approve. */
  public sealed interface Decision {

    /** It may leave. */
    record Approved(Approval approval) implements Decision {}

    /** It is decided, or not planned yet. */
    record NotWaiting(Approval approval) implements Decision {}

    /** Who asks wrote the campaign or asked for the night. */
    record OwnWork() implements Decision {}
  }

  /** Holds the campaigns of a night that was just cut, where the creditor wants it. */
  static Uni<Void> ask(Tx tx, Creditor creditor, LocalDate night, Instant now) {
    return tx.run(ASK, Tuple.of(creditor.id().value(), night, utc(now))).replaceWithVoid();
  }

  /** Lets those that are small go, once the night is planned. */
  static Uni<Void> settle(Tx tx, NightWork work, boolean planned) {
    Money unit = new Money(1, work.creditor().currency());
    return planned
        ? tx.run(
                SETTLE,
                Tuple.of(
                    work.creditor().id().value(),
                    work.night(),
                    Budget.micros(unit),
                    utc(work.now())))
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  /**
   * Notes who asked for a night by hand.
   *
   * @param by an id; null for a trial, which nobody answers for
   */
  public Uni<Void> ordered(Creditor creditor, LocalDate night, @Nullable String by) {
    return by == null
        ? Uni.createFrom().voidItem()
        : sql.asTenant(
                creditor.id().value(),
                tx ->
                    tx.run(
                        ORDERED, Tuple.of(creditor.id().value(), night, by, utc(clock.instant()))))
            .replaceWithVoid();
  }

  /** Those of the last two weeks and all that wait, which come first. */
  public Uni<List<Approval>> of(Creditor creditor) {
    return sql.asTenant(creditor.id().value(), tx -> read(tx, creditor));
  }

  /**
   * Lets a campaign's night leave.
   *
   * @param by who approves, an id
   * @return empty when nothing of that campaign and night waits or waited
   */
  public Uni<Optional<Decision>> approve(
      Creditor creditor, LocalDate night, String campaign, String by) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            read(tx, creditor)
                .map(all -> all.stream().filter(one -> is(one, night, campaign)).findFirst())
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : approve(tx, creditor, found.get(), by).map(Optional::of)));
  }

  private Uni<Decision> approve(Tx tx, Creditor creditor, Approval approval, String by) {
    if (approval.notBy().contains(by)) {
      return Uni.createFrom().item(new Decision.OwnWork());
    }
    return tx.run(
            APPROVE,
            Tuple.of(
                creditor.id().value(),
                approval.night(),
                approval.campaign(),
                by,
                utc(clock.instant())))
        .chain(
            rows ->
                read(tx, creditor)
                    .map(
                        all ->
                            all.stream()
                                .filter(one -> is(one, approval.night(), approval.campaign()))
                                .findFirst()
                                .orElse(approval))
                    .map(
                        now ->
                            rows.rowCount() == 1
                                ? new Decision.Approved(now)
                                : new Decision.NotWaiting(now)));
  }

  private Uni<List<Approval>> read(Tx tx, Creditor creditor) {
    LocalDate today = clock.instant().atZone(creditor.timeZone()).toLocalDate();
    return tx.list(
        READ, Tuple.of(creditor.id().value(), today.minusDays(DAYS_SHOWN)), Approvals::approval);
  }

  private static boolean is(Approval one, LocalDate night, String campaign) {
    return one.night().equals(night) && one.campaign().equals(campaign);
  }

  private static Approval approval(Row row) {
    return new Approval(
        row.getLocalDate("night"),
        row.getString("name"),
        row.getString("state"),
        row.getLong("members"),
        row.getLong("contacts"),
        row.getLong("cost_micros"),
        row.getOffsetDateTime("asked_at").toInstant(),
        instant(row, "expires_at"),
        row.getString("decided_by"),
        instant(row, "decided_at"),
        List.of(row.getArrayOfStrings("ordered_by")));
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
