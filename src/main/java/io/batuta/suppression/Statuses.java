package io.batuta.suppression;

import static io.batuta.postgres.Columns.column;

import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Debts;
import io.batuta.portfolio.PortfolioBusy;
import io.batuta.portfolio.PortfolioLock;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.telemetry.LogIds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What people state of persons and accounts: sued, insolvent, deceased. It stands beside what files
 * say until somebody lifts it by saying {@code active}; of both the stricter holds. What is on its
 * way is cancelled in the same transaction.
 */
@ApplicationScoped
public class Statuses {

  private static final Logger LOG = Logger.getLogger(Statuses.class);

  /** Lines in one transaction: few enough that nobody waits long for the debtors it holds. */
  private static final int LINES_IN_A_BATCH = 1_000;

  /** PostgreSQL's unique_violation. */
  private static final String UNIQUE = "23505";

  private static final SqlFile FIND = SqlFile.of(Statuses.class, "find-stated.sql");
  private static final SqlFile STATE = SqlFile.of(Statuses.class, "state-statuses.sql");

  private final Sql sql;
  private final Silence silence;
  private final LedgerStore ledger;
  private final Clock clock;

  Statuses(Sql sql, Silence silence, LedgerStore ledger, Clock clock) {
    this.sql = sql;
    this.silence = silence;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Whom a line speaks of, and how that stands. */
  record Standing(
      long line, long debtor, @Nullable Long account, @Nullable String stated, String status) {}

  /** A line that changes something. */
  record Ordered(StatusLine line, Standing standing) {}

  /**
   * States each line; one that cannot be stated is refused, and the rest goes on. What stands
   * already is unchanged.
   *
   * @param by who states it, an id
   * @param mayLift false: only what is stricter than what stands is taken, and nothing is lifted
   */
  public Uni<LinesReport> state(
      Creditor creditor, List<StatusLine> lines, String by, boolean mayLift) {
    Instant now = clock.instant();
    List<StatusLine> sound = new ArrayList<>();
    List<LineRejection> refused = new ArrayList<>();
    for (StatusLine line : lines) {
      LineRejection fault = line.fault();
      if (fault == null) {
        sound.add(line);
      } else {
        refused.add(fault);
      }
    }
    LogIds.creditor(creditor.id().value());
    return ensureMonth(creditor, now)
        .chain(() -> batches(creditor, sound, new Order(by, mayLift, now)))
        .map(LinesReport.of(0, 0, 0, refused)::plus)
        .invoke(
            report ->
                LOG.infof(
                    "statuses of creditor %d: %d changed, %d unchanged, %d rejected, %d contacts cancelled",
                    creditor.id().value(),
                    report.changed(),
                    report.unchanged(),
                    report.rejected(),
                    report.cancelled()));
  }

  /** How person {@code number} stands now; empty when there is none. */
  public Uni<Optional<String>> ofDebtor(Creditor creditor, String number) {
    return status(creditor, number, null);
  }

  /** How account {@code number} stands now; empty when there is none. */
  public Uni<Optional<String>> ofAccount(Creditor creditor, String number) {
    return status(creditor, null, number);
  }

  private record Order(String by, boolean mayLift, Instant now) {}

  private Uni<Optional<String>> status(
      Creditor creditor, @Nullable String debtor, @Nullable String account) {
    StatusLine asked = new StatusLine(0, debtor, account, null, null);
    return sql.asTenant(creditor.id().value(), tx -> standing(tx, creditor, List.of(asked)))
        .map(found -> Optional.ofNullable(found.get(0L)).map(Standing::status));
  }

  private Uni<LinesReport> batches(Creditor creditor, List<StatusLine> sound, Order order) {
    return Multi.createFrom()
        .iterable(sound)
        .group()
        .intoLists()
        .of(LINES_IN_A_BATCH)
        .onItem()
        .transformToUniAndConcatenate(
            batch ->
                Sql.againAfterAClash(
                        sql.asTenant(
                            creditor.id().value(), tx -> batch(tx, creditor, batch, order)))
                    .onFailure(Statuses::statedAtOnce)
                    .retry()
                    .atMost(2)
                    .onFailure(PortfolioBusy.class)
                    .call(() -> stop(creditor, batch, order)))
        .collect()
        .in(() -> new LinesReport[] {LinesReport.NONE}, (sum, part) -> sum[0] = sum[0].plus(part))
        .map(sum -> sum[0]);
  }

  /** In a transaction of its own: it may create a table, which must not wait for our locks. */
  private Uni<Void> ensureMonth(Creditor creditor, Instant now) {
    return sql.asTenant(
            creditor.id().value(),
            tx -> ledger.ensureMonths(tx, now.atOffset(ZoneOffset.UTC).toLocalDate(), 1))
        .replaceWithVoid();
  }

  private Uni<LinesReport> batch(Tx tx, Creditor creditor, List<StatusLine> lines, Order order) {
    return PortfolioLock.shared(tx, creditor.id())
        .chain(
            () ->
                PortfolioLock.debtors(
                    tx,
                    creditor.id(),
                    column(lines, StatusLine::debtor, String[]::new),
                    column(lines, StatusLine::account, String[]::new)))
        .chain(() -> standing(tx, creditor, lines))
        .map(found -> StatusJudge.judge(lines, found, order.mayLift()))
        .chain(judged -> write(tx, creditor, judged, order));
  }

  /** Another stated it of the same at the same moment; ours comes after it. */
  private static boolean statedAtOnce(Throwable e) {
    return e instanceof PgException refused && UNIQUE.equals(refused.getSqlState());
  }

  /**
   * What can be done while a file is merged: what is on its way to those who would be stopped is
   * cancelled. The status itself is refused, and is to be sent again.
   */
  private Uni<Integer> stop(Creditor creditor, List<StatusLine> lines, Order order) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            standing(tx, creditor, lines)
                .map(found -> StatusJudge.judge(lines, found, order.mayLift()))
                .chain(
                    judged ->
                        silence.over(
                            tx,
                            creditor.id(),
                            stopped(judged.changes()),
                            Reason.STATUS,
                            order.now())));
  }

  private static Long[] stopped(List<Ordered> changes) {
    return debtors(changes.stream().filter(c -> !StatusJudge.isActive(c.line())).toList());
  }

  private static Uni<Map<Long, Standing>> standing(
      Tx tx, Creditor creditor, List<StatusLine> lines) {
    return tx.list(
            FIND,
            Tuple.of(
                creditor.id().value(),
                column(lines, StatusLine::line, Long[]::new),
                column(lines, StatusLine::debtor, String[]::new),
                column(lines, StatusLine::account, String[]::new)),
            row ->
                new Standing(
                    row.getLong("line"),
                    row.getLong("debtor_id"),
                    row.getLong("account_id"),
                    row.getString("stated"),
                    row.getString("status")))
        .map(
            all -> {
              Map<Long, Standing> byLine = new HashMap<>();
              all.forEach(standing -> byLine.put(standing.line(), standing));
              return byLine;
            });
  }

  private Uni<LinesReport> write(Tx tx, Creditor creditor, StatusJudge.Judged judged, Order order) {
    List<Ordered> changes = judged.changes();
    if (changes.isEmpty()) {
      return Uni.createFrom().item(judged.report(0));
    }
    return silence
        .over(tx, creditor.id(), stopped(changes), Reason.STATUS, order.now())
        .call(() -> tx.run(STATE, arguments(creditor, changes, order)))
        .call(() -> Debts.recompute(tx, creditor.id(), debtors(changes)))
        .map(judged::report);
  }

  private static Long[] debtors(List<Ordered> changes) {
    return changes.stream()
        .map(change -> change.standing().debtor())
        .distinct()
        .sorted()
        .toArray(Long[]::new);
  }

  private static Tuple arguments(Creditor creditor, List<Ordered> changes, Order order) {
    return Tuple.tuple()
        .addInteger(creditor.id().value())
        .addArrayOfLong(column(changes, c -> c.standing().debtor(), Long[]::new))
        .addArrayOfLong(column(changes, c -> c.standing().account(), Long[]::new))
        .addArrayOfString(column(changes, c -> c.line().status(), String[]::new))
        .addArrayOfString(column(changes, c -> c.line().proof(), String[]::new))
        .addArrayOfString(column(changes, c -> c.standing().status(), String[]::new))
        .addString(order.by())
        .addOffsetDateTime(order.now().atOffset(ZoneOffset.UTC));
  }
}
