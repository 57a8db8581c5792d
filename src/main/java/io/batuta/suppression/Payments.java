package io.batuta.suppression;

import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.PortfolioLock;
import io.batuta.postgres.Sql;
import io.batuta.postgres.Tx;
import io.batuta.suppression.PaymentBook.Held;
import io.batuta.suppression.PaymentBook.Placed;
import io.batuta.suppression.PaymentBook.Recorded;
import io.batuta.suppression.PaymentJudge.Judged.Back;
import io.batuta.suppression.PaymentJudge.Judged.Refused;
import io.batuta.suppression.PaymentJudge.Judged.Sound;
import io.batuta.telemetry.LogIds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Records what was paid, and takes back what was on its way to whoever paid, in one transaction: a
 * debtor who has paid is never dunned by a contact that was planned before. How little silences is
 * the creditor's own rule; without one, any payment does. What a bank takes back is owed again.
 */
@ApplicationScoped
public class Payments {

  private static final Logger LOG = Logger.getLogger(Payments.class);

  /** Lines in one transaction: few enough that nobody waits long for the debtors it holds. */
  private static final int LINES_IN_A_BATCH = 1_000;

  private final Sql sql;
  private final LedgerStore ledger;
  private final Silence silence;
  private final Clock clock;

  Payments(Sql sql, LedgerStore ledger, Silence silence, Clock clock) {
    this.sql = sql;
    this.ledger = ledger;
    this.silence = silence;
    this.clock = clock;
  }

  /**
   * Records each payment once by its reference, and takes back each once; what cannot be done is
   * refused with its reason and the rest goes on. Fails when the database does: batches that were
   * committed stay, and the same payments can be sent again.
   */
  public Uni<PaymentsReport> record(Creditor creditor, List<Payment> payments) {
    Instant now = clock.instant();
    PaymentJudge judge = new PaymentJudge(creditor, now);
    List<Sound> sound = new ArrayList<>();
    List<Back> back = new ArrayList<>();
    List<PaymentRejection> refused = new ArrayList<>();
    for (Payment payment : payments) {
      switch (judge.judge(payment)) {
        case Sound good -> sound.add(good);
        case Back reversed -> back.add(reversed);
        case Refused bad -> refused.add(bad.rejection());
      }
    }
    PaymentsReport first = PaymentsReport.ofRefused(refused);
    LogIds.creditor(creditor.id().value());
    return ensureMonth(creditor, now)
        .chain(() -> share(creditor))
        .chain(share -> batches(creditor, sound, (tx, some) -> batch(tx, creditor, some, share)))
        .map(first::plus)
        .chain(
            report ->
                batches(creditor, back, (tx, some) -> takeBack(tx, creditor, some))
                    .map(report::plus))
        .invoke(
            report ->
                LOG.infof(
                    "payments of creditor %d: %d recorded, %d reversed, %d duplicates, %d rejected, %d contacts cancelled",
                    creditor.id().value(),
                    report.recorded(),
                    report.reversed(),
                    report.duplicates(),
                    report.rejected(),
                    report.cancelledContacts()));
  }

  /** What is done with some lines, in a transaction. */
  @FunctionalInterface
  private interface Work<T> {
    Uni<PaymentsReport> with(Tx tx, List<T> lines);
  }

  /** From how much of what is owed a payment silences, in basis points; 0: any does. */
  private Uni<Integer> share(Creditor creditor) {
    return sql.asTenant(
            creditor.id().value(),
            tx ->
                tx.first(
                    "SELECT COALESCE((definition ->> 'silencingShareBasisPoints')::int4, 0)"
                        + " FROM house_rules WHERE creditor_id = $1",
                    Tuple.of(creditor.id().value()),
                    row -> row.getInteger(0)))
        .map(found -> found.orElse(0));
  }

  private <T> Uni<PaymentsReport> batches(Creditor creditor, List<T> lines, Work<T> work) {
    return Multi.createFrom()
        .iterable(lines)
        .group()
        .intoLists()
        .of(LINES_IN_A_BATCH)
        .onItem()
        .transformToUniAndConcatenate(
            batch ->
                Sql.againAfterAClash(
                    sql.asTenant(creditor.id().value(), tx -> work.with(tx, batch))))
        .collect()
        .in(
            () -> new PaymentsReport[] {PaymentsReport.NONE},
            (sum, part) -> sum[0] = sum[0].plus(part))
        .map(sum -> sum[0]);
  }

  /** In a transaction of its own: it may create a table, which must not wait for our locks. */
  private Uni<Void> ensureMonth(Creditor creditor, Instant now) {
    return sql.asTenant(
            creditor.id().value(),
            tx -> ledger.ensureMonths(tx, now.atOffset(ZoneOffset.UTC).toLocalDate(), 2))
        .replaceWithVoid();
  }

  /**
   * A payment is recorded at the hour at which it is written, not at that at which it came and
   * began to wait: a file that came in between does not know of it, and must not pass for one that
   * does.
   */
  private Uni<PaymentsReport> batch(Tx tx, Creditor creditor, List<Sound> sound, int share) {
    return PortfolioLock.shared(tx, creditor.id())
        .chain(() -> Reversals.withoutReversals(tx, creditor.id()))
        .chain(() -> write(Run.of(tx, creditor, share, clock.instant()), sound));
  }

  private Uni<PaymentsReport> write(Run run, List<Sound> sound) {
    return run.book().hold(sound).chain(held -> write(run, Sorted.of(sound, held)));
  }

  private Uni<PaymentsReport> takeBack(Tx tx, Creditor creditor, List<Back> back) {
    return PortfolioLock.shared(tx, creditor.id())
        .chain(() -> Reversals.withoutPayments(tx, creditor.id()))
        .chain(() -> new Reversals(tx, creditor, clock.instant()).record(back));
  }

  /** One transaction of payments. */
  private record Run(Tx tx, Creditor creditor, PaymentBook book, int share, Instant now) {

    static Run of(Tx tx, Creditor creditor, int share, Instant now) {
      return new Run(tx, creditor, new PaymentBook(tx, creditor, now), share, now);
    }
  }

  /** Payments whose account is there, and the refusals of the others. */
  private record Sorted(List<Placed> placed, List<PaymentRejection> refused) {

    static Sorted of(List<Sound> sound, Map<String, Held> accounts) {
      List<Placed> placed = new ArrayList<>();
      List<PaymentRejection> refused = new ArrayList<>();
      for (Sound payment : sound) {
        Held held = accounts.get(payment.account());
        if (held == null) {
          refused.add(refusal(payment, "accountNumber", "no account has this number"));
        } else if (!held.currency().equals(payment.amount().currency().getCurrencyCode())) {
          refused.add(refusal(payment, "currency", "the account is kept in " + held.currency()));
        } else {
          placed.add(new Placed(payment, held));
        }
      }
      return new Sorted(placed, refused);
    }
  }

  private Uni<PaymentsReport> write(Run run, Sorted sorted) {
    return run.book()
        .insert(sorted.placed())
        .chain(
            fresh ->
                run.book()
                    .recorded(sorted.placed())
                    .map(recorded -> count(sorted, fresh, recorded))
                    .chain(report -> follow(run, sorted, fresh, report)));
  }

  private Uni<PaymentsReport> follow(
      Run run, Sorted sorted, Set<String> fresh, PaymentsReport report) {
    if (fresh.isEmpty()) {
      return Uni.createFrom().item(report);
    }
    Long[] debtors =
        sorted.placed().stream()
            .filter(placed -> fresh.contains(placed.payment().reference()))
            .map(placed -> placed.held().debtor())
            .distinct()
            .sorted()
            .toArray(Long[]::new);
    return run.book()
        .silenced(fresh, debtors, run.share())
        .chain(silenced -> silence(run, fresh, debtors, silenced))
        .map(report::plus);
  }

  /**
   * Contacts are locked before summaries, everywhere. What is on its way for an account that is
   * paid in full ends even where the debtor is not silenced.
   */
  private Uni<PaymentsReport> silence(
      Run run, Set<String> fresh, Long[] debtors, Set<Long> silenced) {
    Long[] silent = Stream.of(debtors).filter(silenced::contains).toArray(Long[]::new);
    Long[] quiet = Stream.of(debtors).filter(one -> !silenced.contains(one)).toArray(Long[]::new);
    return silence
        .over(run.tx(), run.creditor().id(), silent, Reason.PAID, run.now())
        .chain(ended -> settle(run, fresh, quiet).map(more -> ended + more))
        .call(() -> run.book().apply(fresh, debtors, quiet))
        .chain(
            cancelled ->
                new Reversals(run.tx(), run.creditor(), run.now())
                    .ofNew(fresh, debtors)
                    .map(
                        reversed ->
                            new PaymentsReport(0, 0, 0, cancelled, reversed, 0, List.of())));
  }

  private Uni<Integer> settle(Run run, Set<String> fresh, Long[] quiet) {
    return run.book()
        .settled(fresh, quiet)
        .chain(
            accounts ->
                silence.overAccounts(
                    run.tx(), run.creditor().id(), quiet, accounts, Reason.PAID, run.now()));
  }

  /**
   * The first of each new reference is recorded; the same again is a duplicate; other is refused.
   */
  private static PaymentsReport count(
      Sorted sorted, Set<String> fresh, Map<String, Recorded> recorded) {
    Set<String> counted = new HashSet<>();
    List<PaymentRejection> refused = new ArrayList<>(sorted.refused());
    int duplicates = 0;
    for (Placed placed : sorted.placed()) {
      String reference = placed.payment().reference();
      Recorded as = recorded.get(reference);
      if (as == null || !as.is(placed)) {
        refused.add(
            refusal(
                placed.payment(),
                "reference",
                "is recorded with another account, amount or currency"));
      } else if (!fresh.contains(reference) || !counted.add(reference)) {
        duplicates++;
      }
    }
    return PaymentsReport.ofRefused(refused)
        .plus(new PaymentsReport(counted.size(), duplicates, 0, 0, 0, 0, List.of()));
  }

  private static PaymentRejection refusal(Sound payment, String field, String reason) {
    return new PaymentRejection(payment.line(), payment.reference(), field, reason);
  }
}
