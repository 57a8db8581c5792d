package io.batuta.supervision;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the day stands. However many people watch, a board is counted once a second at most: a page
 * costs the database the same for one watcher and for a hundred.
 */
@ApplicationScoped
public class CampaignBoard {

  private static final SqlFile NIGHT = SqlFile.of(CampaignBoard.class, "read-night.sql");
  private static final SqlFile PLAN = SqlFile.of(CampaignBoard.class, "count-plan.sql");
  private static final SqlFile FACTS = SqlFile.of(CampaignBoard.class, "count-facts.sql");
  private static final SqlFile RESULTS = SqlFile.of(CampaignBoard.class, "count-results.sql");

  /** Raised: boards are staler, the database calmer. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final int KEPT = 64;

  /** Facts are recorded the evening before at the earliest, reports come in for a week. */
  private static final int DAYS_BEFORE = 2;

  private static final int DAYS_AFTER = 8;

  private final Sql sql;
  private final Clock clock;
  private final Map<Asked, Uni<Board>> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Asked, Uni<Board>> eldest) {
              return size() > KEPT;
            }
          });

  CampaignBoard(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** The board of that business date; of the latest night up to today when none is named. */
  public Uni<Board> of(Creditor creditor, Optional<LocalDate> date) {
    return kept.computeIfAbsent(
        new Asked(creditor, date),
        asked ->
            Uni.createFrom()
                .deferred(() -> count(creditor, date, clock.instant()))
                .memoize()
                .atLeast(FRESH));
  }

  /** Counted now, whatever is kept. */
  Uni<Board> count(Creditor creditor, Optional<LocalDate> date, Instant now) {
    LocalDate today = now.atZone(creditor.timeZone()).toLocalDate();
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.first(
                    NIGHT,
                    Tuple.of(creditor.id().value(), date.orElse(today)),
                    row ->
                        new NightRow(
                            row.getLocalDate("night"),
                            row.getString("state"),
                            row.getLong("members")))
                .map(
                    found ->
                        found.filter(night -> date.isEmpty() || date.get().equals(night.night())))
                .map(found -> found.orElse(new NightRow(date.orElse(today), null, 0)))
                .chain(night -> count(tx, creditor, night, now)));
  }

  private static Uni<Board> count(Tx tx, Creditor creditor, NightRow night, Instant now) {
    int id = creditor.id().value();
    String zone = creditor.timeZone().getId();
    LocalDate day = night.night();
    return Uni.combine()
        .all()
        .unis(
            tx.list(PLAN, Tuple.of(id, day, zone), CampaignBoard::plan),
            tx.list(
                FACTS,
                Tuple.of(
                    id,
                    day,
                    start(creditor, day.minusDays(DAYS_BEFORE)),
                    start(creditor, day.plusDays(DAYS_AFTER)),
                    zone),
                CampaignBoard::fact),
            tx.list(
                RESULTS,
                Tuple.of(
                    id,
                    day,
                    start(creditor, day),
                    start(creditor, day.plusDays(1)),
                    start(creditor, day.plusDays(DAYS_AFTER)),
                    creditor.currency().getCurrencyCode()),
                CampaignBoard::result))
        .usingConcurrencyOf(1)
        .asTuple()
        .map(
            rows ->
                board(
                    creditor,
                    night,
                    now,
                    new BoardTally(creditor, rows.getItem1(), rows.getItem2()),
                    rows.getItem3()));
  }

  private static Board board(
      Creditor creditor,
      NightRow night,
      Instant now,
      BoardTally tally,
      List<BoardTally.ResultRow> results) {
    return new Board(
        creditor.code(),
        creditor.name(),
        night.night(),
        now,
        creditor.timeZone(),
        night.state(),
        night.members(),
        tally.total(),
        tally.cost(),
        tally.channels(),
        tally.hours(),
        tally.withheld(),
        BoardTally.results(creditor, results));
  }

  private static OffsetDateTime start(Creditor creditor, LocalDate day) {
    return day.atStartOfDay(creditor.timeZone()).toInstant().atOffset(ZoneOffset.UTC);
  }

  private static BoardTally.PlanRow plan(Row row) {
    return new BoardTally.PlanRow(
        Channel.valueOf(row.getString("channel")),
        row.getString("state"),
        row.getInteger("hour"),
        row.getLong("contacts"),
        row.getLong("cost_micros"));
  }

  private static BoardTally.FactRow fact(Row row) {
    String channel = row.getString("channel");
    return new BoardTally.FactRow(
        row.getString("kind"),
        channel == null ? null : Channel.valueOf(channel),
        row.getString("reason"),
        row.getInteger("hour"),
        row.getLong("facts"));
  }

  private static BoardTally.ResultRow result(Row row) {
    return new BoardTally.ResultRow(
        row.getString("kind"), row.getLong("debtors"), row.getLong("amount_minor"));
  }

  private record Asked(Creditor creditor, Optional<LocalDate> date) {}

  private record NightRow(LocalDate night, @Nullable String state, long members) {}
}
