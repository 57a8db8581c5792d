package io.batuta.supervision;

import io.batuta.compliance.LawLibrary;
import io.batuta.ledger.ContactFact;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.PortfolioLock;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.suppression.Silence;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person: what is on its way is taken back, the key is destroyed, all that is the person's
 * goes. The ledger and its seals stay as they are, and one fact more says that it was done.
 */
@ApplicationScoped
public class Erasure {

  private static final Logger LOG = Logger.getLogger(Erasure.class);
  private static final SqlFile READ = SqlFile.of(Erasure.class, "read-erasable.sql");
  private static final SqlFile ERASE = SqlFile.of(Erasure.class, "erase-person.sql");

  /**
   * Who wants it, and why.
   *
   * @param reason in words, of the case and never of the person
   * @param force even where law still asks to keep, or a debt is open; only on some grounds
   * @param by a key or a user, by its id
   */
  public record Order(ErasureBasis basis, String reason, boolean force, String by) {
    public Order {
      if (force && !basis.mayForce()) {
        throw new IllegalArgumentException(basis + " may not be forced");
      }
    }
  }

  /** What came of it. */
  public sealed interface Outcome {

    /**
     * @param cancelled contacts that were on their way and were taken back
     * @param before it had been erased before, and nothing was done
     */
    record Erased(Instant at, int cancelled, boolean before) implements Outcome {}

    /** A debt, a lawsuit, a dispute or a case is open: the person is needed for it. */
    record StillOwes() implements Outcome {}

    /**
     * Law asks to keep it.
     *
     * @param until the last day
     */
    record Kept(LocalDate until) implements Outcome {}
  }

  private final Sql sql;
  private final LawLibrary laws;
  private final Silence silence;
  private final LedgerStore ledger;

  Erasure(Sql sql, LawLibrary laws, Silence silence, LedgerStore ledger) {
    this.sql = sql;
    this.laws = laws;
    this.silence = silence;
    this.ledger = ledger;
  }

  /**
   * Erases debtor {@code number}; harmless twice. Fails with {@code PortfolioBusy} while a file
   * becomes the portfolio.
   *
   * @return empty when there is no such debtor
   */
  public Uni<Optional<Outcome>> erase(Creditor creditor, String number, Order order, Instant now) {
    return sql.acrossTenants(
            tx -> ledger.ensureMonths(tx, now.atZone(ZoneOffset.UTC).toLocalDate(), 1))
        .chain(
            () ->
                Sql.againAfterAClash(
                    sql.acrossTenants(
                        tx ->
                            PortfolioLock.shared(tx, creditor.id())
                                .chain(() -> within(tx, creditor, number, order, now)))))
        .invoke(outcome -> log(creditor, order, outcome));
  }

  private Uni<Optional<Outcome>> within(
      Tx tx, Creditor creditor, String number, Order order, Instant now) {
    return tx.first(READ, Tuple.of(creditor.id().value(), number), Found::of)
        .chain(
            found ->
                found
                    .map(one -> judged(tx, creditor, number, one, order, now).map(Optional::of))
                    .orElseGet(() -> Uni.createFrom().item(Optional.<Outcome>empty())));
  }

  private record Found(
      DebtorId debtor, @Nullable Instant erasedAt, boolean owes, @Nullable Instant lastFactAt) {
    static Found of(Row row) {
      return new Found(
          new DebtorId(row.getLong("debtor_id")),
          instant(row.getOffsetDateTime("erased_at")),
          row.getBoolean("owes"),
          instant(row.getOffsetDateTime("last_fact_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
      return at == null ? null : at.toInstant();
    }
  }

  private Uni<Outcome> judged(
      Tx tx, Creditor creditor, String number, Found found, Order order, Instant now) {
    Instant before = found.erasedAt();
    if (before != null) {
      return Uni.createFrom().item(new Outcome.Erased(before, 0, true));
    }
    LocalDate today = now.atZone(creditor.timeZone()).toLocalDate();
    LocalDate until = keptUntil(creditor, found, today);
    boolean kept = found.owes() || (until != null && !today.isAfter(until));
    if (kept && !order.force()) {
      return Uni.createFrom()
          .item(found.owes() || until == null ? new Outcome.StillOwes() : new Outcome.Kept(until));
    }
    return erased(tx, creditor, number, found.debtor(), order, kept, now);
  }

  /** Null where no law says so, or nothing ever happened. */
  private @Nullable LocalDate keptUntil(Creditor creditor, Found found, LocalDate today) {
    Instant last = found.lastFactAt();
    var months = laws.monthsToKeep(creditor, today);
    return last == null || months.isEmpty()
        ? null
        : last.atZone(creditor.timeZone()).toLocalDate().plusMonths(months.getAsInt());
  }

  /** Contacts, debtor, what is the person's, then summaries: in the order of everybody. */
  private Uni<Outcome> erased(
      Tx tx,
      Creditor creditor,
      String number,
      DebtorId debtor,
      Order order,
      boolean forced,
      Instant now) {
    int id = creditor.id().value();
    var at = now.atOffset(ZoneOffset.UTC);
    ContactFact fact =
        ContactFact.about(creditor.id(), debtor, FactKind.ERASED, now)
            .explained(new JsonObject().put("basis", order.basis().tag()).put("forced", forced));
    return silence
        .over(tx, creditor.id(), new Long[] {debtor.value()}, Reason.ERASED, now)
        .call(() -> tx.run(ERASE, Tuple.of(id, debtor.value(), number, at)))
        .call(
            () ->
                tx.run(
                    """
                    INSERT INTO erasure (creditor_id, debtor_id, basis, reason, forced, ordered_by, ordered_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7)
                    """,
                    Tuple.tuple()
                        .addInteger(id)
                        .addLong(debtor.value())
                        .addString(order.basis().tag())
                        .addString(order.reason())
                        .addBoolean(forced)
                        .addString(order.by())
                        .addOffsetDateTime(at)))
        .call(() -> ledger.append(tx, List.of(fact), now))
        .map(cancelled -> new Outcome.Erased(now, cancelled, false));
  }

  private static void log(Creditor creditor, Order order, Optional<Outcome> outcome) {
    outcome.ifPresent(
        came ->
            LOG.infof(
                "erasure of creditor %d on %s: %s",
                creditor.id().value(), order.basis(), came.getClass().getSimpleName()));
  }
}
