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
import io.batuta.suppression.PaymentJudge.Judged.Refused;
import io.batuta.suppression.PaymentJudge.Judged.Sound;
import io.batuta.telemetry.LogIds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Records what was paid, and takes back what was on its way to whoever paid, in one transaction: a
 * debtor who has paid is never dunned by a contact that was planned before.
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
   * Records each payment once by its reference; one that cannot be recorded is refused with its
   * reason and the rest goes on. Fails when the database does: batches that were committed stay,
   * and the same payments can be sent again.
   */
  public Uni<PaymentsReport> record(Creditor creditor, List<Payment> payments) {
    Instant now = clock.instant();
    PaymentJudge judge = new PaymentJudge(creditor, now);
    List<Sound> sound = new ArrayList<>();
    List<PaymentRejection> refused = new ArrayList<>();
    for (Payment payment : payments) {
      switch (judge.judge(payment)) {
        case Sound good -> sound.add(good);
        case Refused bad -> refused.add(bad.rejection());
      }
    }
    PaymentsReport first = new PaymentsReport(0, 0, refused.size(), 0, refused);
    LogIds.creditor(creditor.id().value());
    return ensureMonth(creditor, now)
        .chain(() -> batches(creditor, sound, now))
        .map(first::plus)
        .invoke(
            report ->
                LOG.infof(
                    "payments of creditor %d: %d recorded, %d duplicates, %d rejected, %d contacts cancelled",
                    creditor.id().value(),
                    report.recorded(),
                    report.duplicates(),
                    report.rejected(),
                    report.cancelledContacts()));
  }

  private Uni<PaymentsReport> batches(Creditor creditor, List<Sound> sound, Instant now) {
    return Multi.createFrom()
        .iterable(sound)
        .group()
        .intoLists()
        .of(LINES_IN_A_BATCH)
        .onItem()
        .transformToUniAndConcatenate(
            batch ->
                Sql.againAfterAClash(
                    sql.asTenant(creditor.id().value(), tx -> batch(tx, creditor, batch, now))))
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

  private Uni<PaymentsReport> batch(Tx tx, Creditor creditor, List<Sound> sound, Instant now) {
    PaymentBook book = new PaymentBook(tx, creditor, now);
    return PortfolioLock.shared(tx, creditor.id())
        .chain(() -> book.hold(sound))
        .chain(held -> write(tx, creditor, book, Sorted.of(sound, held), now));
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

  private Uni<PaymentsReport> write(
      Tx tx, Creditor creditor, PaymentBook book, Sorted sorted, Instant now) {
    return book.insert(sorted.placed())
        .chain(
            fresh ->
                book.recorded(sorted.placed())
                    .map(recorded -> count(sorted, fresh, recorded))
                    .chain(report -> silence(tx, creditor, book, sorted, fresh, now, report)));
  }

  private Uni<PaymentsReport> silence(
      Tx tx,
      Creditor creditor,
      PaymentBook book,
      Sorted sorted,
      Set<String> fresh,
      Instant now,
      PaymentsReport report) {
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
    // Contacts are locked before summaries, everywhere.
    return silence
        .over(tx, creditor.id(), debtors, Reason.PAID, now)
        .call(() -> book.apply(fresh, debtors))
        .map(cancelled -> report.plus(new PaymentsReport(0, 0, 0, cancelled, List.of())));
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
    return new PaymentsReport(counted.size(), duplicates, refused.size(), 0, refused);
  }

  private static PaymentRejection refusal(Sound payment, String field, String reason) {
    return new PaymentRejection(payment.line(), payment.reference(), field, reason);
  }
}
