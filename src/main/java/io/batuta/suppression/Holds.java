package io.batuta.suppression;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Cases that a person has taken. While one is held, the machine is silent with that debtor on every
 * channel: what was on its way is cancelled in the transaction of the hold, and no permit is
 * granted after it.
 */
@ApplicationScoped
public class Holds {

  /** Why a person takes a case. Stored in lower case. */
  public enum Why {
    /** It is worked by hand, for no reason that asks for more. */
    CASE,
    COMPLAINT,
    /** A lawyer or a court is in it. */
    LEGAL,
    HARDSHIP,
    /** The debtor asked for a person. */
    REQUEST;

    public String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What became of it.
   *
   * @param changed false: it was so before
   * @param cancelled contacts that were on their way and were taken back
   */
  public record Change(boolean changed, int cancelled) {}

  private final Sql sql;
  private final Silence silence;
  private final LedgerStore ledger;
  private final Clock clock;

  Holds(Sql sql, Silence silence, LedgerStore ledger, Clock clock) {
    this.sql = sql;
    this.silence = silence;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Takes the case of debtor {@code number}; one that is held already stays as it was.
   *
   * @param by who takes it, an id
   * @return empty when there is no such debtor
   */
  public Uni<Optional<Change>> place(Creditor creditor, String number, Why why, String by) {
    Instant now = clock.instant();
    return with(creditor, number, now, (tx, debtor) -> place(tx, creditor, debtor, why, by, now));
  }

  /**
   * Gives the case back; the next night plans for the debtor again.
   *
   * @return empty when there is no such debtor
   */
  public Uni<Optional<Change>> lift(Creditor creditor, String number, String by) {
    Instant now = clock.instant();
    return with(creditor, number, now, (tx, debtor) -> lift(tx, creditor, debtor, by, now));
  }

  /** What is done with one debtor, in a transaction. */
  @FunctionalInterface
  private interface Work {
    Uni<Change> with(Tx tx, DebtorId debtor);
  }

  private Uni<Optional<Change>> with(Creditor creditor, String number, Instant now, Work work) {
    return ensureMonth(creditor, now)
        .chain(
            () ->
                Sql.againAfterAClash(
                    sql.asTenant(
                        creditor.id().value(),
                        tx -> find(tx, creditor, number).chain(found -> done(tx, found, work)))));
  }

  private static Uni<Optional<Change>> done(Tx tx, Optional<DebtorId> found, Work work) {
    return found.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : work.with(tx, found.get()).map(Optional::of);
  }

  /** In a transaction of its own: it may create a table, which must not wait for our locks. */
  private Uni<Void> ensureMonth(Creditor creditor, Instant now) {
    return sql.asTenant(
            creditor.id().value(),
            tx -> ledger.ensureMonths(tx, now.atZone(ZoneOffset.UTC).toLocalDate(), 1))
        .replaceWithVoid();
  }

  private static Uni<Optional<DebtorId>> find(Tx tx, Creditor creditor, String number) {
    return tx.first(
        "SELECT debtor_id FROM debtor WHERE creditor_id = $1 AND number = $2",
        Tuple.of(creditor.id().value(), number),
        row -> new DebtorId(row.getLong(0)));
  }

  /** Contacts are locked before the debtor, as everywhere. */
  private Uni<Change> place(
      Tx tx, Creditor creditor, DebtorId debtor, Why why, String by, Instant now) {
    return silence
        .over(tx, creditor.id(), new Long[] {debtor.value()}, Reason.HELD, now)
        .chain(
            cancelled ->
                tx.run(
                        """
                        INSERT INTO hold (creditor_id, debtor_id, why, held_by, held_at)
                        VALUES ($1, $2, $3, $4, $5)
                        ON CONFLICT (debtor_id) WHERE lifted_at IS NULL DO NOTHING
                        """,
                        Tuple.of(
                            creditor.id().value(),
                            debtor.value(),
                            why.tag(),
                            by,
                            now.atOffset(ZoneOffset.UTC)))
                    .map(rows -> new Change(rows.rowCount() == 1, cancelled)))
        .call(
            change ->
                tell(
                    tx,
                    creditor,
                    debtor,
                    FactKind.HELD,
                    change,
                    new JsonObject().put("why", why.tag()),
                    now));
  }

  private Uni<Change> lift(Tx tx, Creditor creditor, DebtorId debtor, String by, Instant now) {
    return tx.run(
            "UPDATE hold SET lifted_at = $3, lifted_by = $2 WHERE debtor_id = $1 AND lifted_at IS NULL",
            Tuple.of(debtor.value(), by, now.atOffset(ZoneOffset.UTC)))
        .map(rows -> new Change(rows.rowCount() == 1, 0))
        .call(
            change -> tell(tx, creditor, debtor, FactKind.RELEASED, change, new JsonObject(), now));
  }

  private Uni<Void> tell(
      Tx tx,
      Creditor creditor,
      DebtorId debtor,
      FactKind kind,
      Change change,
      JsonObject detail,
      Instant now) {
    if (!change.changed()) {
      return Uni.createFrom().voidItem();
    }
    ContactFact fact = ContactFact.about(creditor.id(), debtor, kind, now).explained(detail);
    return ledger.append(tx, List.of(fact), now);
  }
}
