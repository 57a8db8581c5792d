package io.batuta.dispatch;

import io.batuta.ledger.LedgerStore;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Finds what a run that died left behind, and what time has overtaken. In pages, each a transaction
 * of its own, passing over what somebody holds; any number may run at once.
 */
@ApplicationScoped
public class Rescuer {

  /** Longer than any function runs, so a run found holding a contact for so long is dead. */
  static final Duration RUN_IS_DEAD = Duration.ofMinutes(5);

  /** How long a report may take to clear up an uncertain contact. */
  static final Duration UNCERTAIN_AT_MOST = Duration.ofHours(72);

  private static final int PAGE = 1_000;
  private static final int PAGES_AT_MOST = 1_000;

  private static final Logger LOG = Logger.getLogger(Rescuer.class);

  private static final SqlFile DOUBT = SqlFile.of(Rescuer.class, "doubt-lost-sends.sql");
  private static final SqlFile CLOSE = SqlFile.of(Rescuer.class, "close-unconfirmed.sql");
  private static final SqlFile EXPIRE = SqlFile.of(Rescuer.class, "expire-overdue.sql");

  private final Sql sql;
  private final LedgerStore ledger;
  private final Clock clock;

  Rescuer(Sql sql, LedgerStore ledger, Clock clock) {
    this.sql = sql;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Rescues all there is. Also makes the ledger's next month, before a fact needs it. */
  @WithSpan("rescue")
  public Uni<RescueReport> rescue() {
    Instant now = clock.instant();
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    Tuple dead = Tuple.of(at, at.minus(RUN_IS_DEAD), PAGE);
    return sql.acrossTenants(tx -> ledger.ensureMonths(tx, at.toLocalDate(), 2))
        .chain(() -> pages(DOUBT, dead))
        .map(doubted -> new RescueReport(doubted, 0, 0))
        .chain(
            r ->
                pages(CLOSE, Tuple.of(at, at.minus(UNCERTAIN_AT_MOST), PAGE))
                    .map(closed -> new RescueReport(r.uncertain(), closed, 0)))
        .chain(
            r ->
                pages(EXPIRE, Tuple.of(at, PAGE, null))
                    .map(expired -> new RescueReport(r.uncertain(), r.closed(), expired)))
        .invoke(report -> LOG.infof("rescue %s", report.counts()));
  }

  private Uni<Integer> pages(SqlFile statement, Tuple arguments) {
    return Multi.createBy()
        .repeating()
        .uni(() -> page(statement, arguments))
        .whilst(contacts -> contacts == PAGE)
        .select()
        .first(PAGES_AT_MOST)
        .collect()
        .with(Collectors.summingInt(contacts -> contacts));
  }

  private Uni<Integer> page(SqlFile statement, Tuple arguments) {
    return sql.acrossTenants(
        tx ->
            tx.first(statement, arguments, row -> row.getInteger("contacts"))
                .map(found -> found.orElse(0)));
  }
}
