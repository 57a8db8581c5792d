package io.batuta.campaign;

import io.batuta.compliance.ProposedContact;
import io.batuta.compliance.Rulebook;
import io.batuta.compliance.Situation;
import io.batuta.compliance.Verdict;
import io.batuta.ledger.ContactHistory;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorStatus;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Whether anybody could be contacted now: a cheap look before the work of a minute. Wrong on one
 * side alone: it may say yes where each contact will be refused.
 */
@ApplicationScoped
public class OpenWindows {

  /** A debtor's clock differs from the creditor's by no more than this, in hours. */
  private static final int ZONES_APART = 3;

  /** Honolulu from New York, in summer. */
  private static final Map<String, Integer> WIDER = Map.of("US", 6);

  private static final Set<Reason> CLOSED = Set.of(Reason.OUTSIDE_WINDOW, Reason.CLOSED_DAY);

  private static final Logger LOG = Logger.getLogger(OpenWindows.class);

  private static final SqlFile UNDER_WAY =
      SqlFile.of(OpenWindows.class, "find-creditors-under-way.sql");

  private final Sql sql;
  private final Rulebooks rulebooks;

  OpenWindows(Sql sql, Rulebooks rulebooks) {
    this.sql = sql;
    this.rulebooks = rulebooks;
  }

  /**
   * False when no creditor has a contact under way, or each of those that have is outside of every
   * window of its law. One statement.
   */
  public Uni<Boolean> anyOpen(Instant now) {
    return sql.acrossTenants(tx -> tx.list(UNDER_WAY, Tuple.tuple(), OpenWindows::creditor))
        .map(creditors -> creditors.stream().anyMatch(creditor -> mayBeOpen(creditor, now)));
  }

  /** House rules are not asked: they open no hour and close none. */
  private boolean mayBeOpen(Creditor creditor, Instant now) {
    try {
      Rulebook rulebook = rulebooks.of(creditor, null);
      int apart = WIDER.getOrDefault(creditor.country(), ZONES_APART);
      return IntStream.rangeClosed(-apart, apart)
          .mapToObj(hours -> now.plus(Duration.ofHours(hours)))
          .anyMatch(at -> isOpen(rulebook, creditor, at));
    } catch (RuntimeException e) {
      LOG.errorf("no rulebook for creditor %d: %s", creditor.id().value(), e.getMessage());
      return true; // the claim sets aside what it cannot judge, and says so
    }
  }

  private static boolean isOpen(Rulebook rulebook, Creditor creditor, Instant at) {
    Situation anybody =
        new Situation(creditor.timeZone(), null, DebtorStatus.ACTIVE, 1, null, ContactHistory.NONE);
    for (Channel channel : Channel.values()) {
      Verdict verdict = rulebook.judge(anybody, new ProposedContact(channel, false, at));
      if (!(verdict instanceof Verdict.Refused refused) || !CLOSED.contains(refused.reason())) {
        return true;
      }
    }
    return false;
  }

  private static Creditor creditor(Row row) {
    return new Creditor(
        new CreditorId(row.getInteger("creditor_id")),
        row.getString("code"),
        row.getString("name"),
        row.getString("country"),
        row.getString("region"),
        Currency.getInstance(row.getString("currency")),
        ZoneId.of(row.getString("time_zone")),
        row.getString("supervisor"),
        row.getBoolean("fictional"));
  }
}
