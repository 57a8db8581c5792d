package io.batuta.suppression;

import static io.batuta.postgres.Columns.column;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.Debts;
import io.batuta.portfolio.Money;
import io.batuta.portfolio.PortfolioLock;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.suppression.PaymentJudge.Judged.Back;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Payments that were taken back, in one transaction: the debt stands again, and with it whatever a
 * payment had ended. The next night plans for the debtor as for anybody who owes. One whose payment
 * has not come is kept until it does.
 */
final class Reversals {

  /** Distinguishes this lock from any other advisory lock of the database. */
  private static final int KIND = 0x52455645;

  private static final SqlFile LOCK = SqlFile.of(Reversals.class, "lock-reversed-payments.sql");
  private static final SqlFile APPLY = SqlFile.of(Reversals.class, "apply-reversals.sql");
  private static final SqlFile REOPEN = SqlFile.of(Reversals.class, "reopen-promises.sql");
  private static final SqlFile KEEP = SqlFile.of(Reversals.class, "keep-reversals.sql");

  private final Tx tx;
  private final Creditor creditor;
  private final Instant now;

  Reversals(Tx tx, Creditor creditor, Instant now) {
    this.tx = tx;
    this.creditor = creditor;
    this.now = now;
  }

  /** A payment, its account held. */
  private record Paid(
      String reference, String account, long debtor, Money amount, boolean isReversed) {

    static Paid of(Row row) {
      return new Paid(
          row.getString("reference"),
          row.getString("number"),
          row.getLong("debtor_id"),
          new Money(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency"))),
          row.getBoolean("is_reversed"));
    }
  }

  /** Of the references that came, each once: the first of them. */
  Uni<PaymentsReport> record(List<Back> said) {
    Map<String, Back> first = new LinkedHashMap<>();
    said.forEach(back -> first.putIfAbsent(back.reference(), back));
    int again = said.size() - first.size();
    return PortfolioLock.shared(tx, id())
        .chain(this::withoutPayments)
        .chain(() -> tx.list(LOCK, Tuple.of(id().value(), references(first.values())), Paid::of))
        .map(all -> all.stream().collect(Collectors.toMap(Paid::reference, paid -> paid)))
        .chain(paid -> record(List.copyOf(first.values()), paid))
        .map(report -> report.plus(new PaymentsReport(0, again, 0, 0, 0, 0, List.of())));
  }

  private Uni<PaymentsReport> record(List<Back> said, Map<String, Paid> payments) {
    List<Back> fresh = new ArrayList<>();
    List<Back> early = new ArrayList<>();
    List<PaymentRejection> refused = new ArrayList<>();
    SortedSet<Long> owing = new TreeSet<>();
    int known = 0;
    for (Back back : said) {
      Paid paid = payments.get(back.reference());
      if (paid == null) {
        early.add(back);
      } else if (back.account() != null && !back.account().equals(paid.account())) {
        refused.add(refusal(back, "accountNumber", "the payment is of another account"));
      } else if (back.amount() != null && !back.amount().equals(paid.amount())) {
        refused.add(refusal(back, "amount", "only a whole payment is taken back; " + was(paid)));
      } else if (paid.isReversed()) {
        known++;
      } else {
        fresh.add(back);
        owing.add(paid.debtor());
      }
    }
    PaymentsReport counted =
        PaymentsReport.ofRefused(refused)
            .plus(new PaymentsReport(0, known, 0, 0, fresh.size(), 0, List.of()));
    Long[] debtors = owing.toArray(Long[]::new);
    return apply(fresh, debtors).chain(() -> keep(early)).map(counted::plus);
  }

  private Uni<Void> apply(List<Back> fresh, Long[] debtors) {
    return fresh.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(APPLY, columns(fresh))
            .chain(() -> Debts.recompute(tx, id(), debtors))
            .chain(() -> tx.run(REOPEN, Tuple.of(id().value(), debtors, at())))
            .replaceWithVoid();
  }

  private Uni<PaymentsReport> keep(List<Back> early) {
    return early.isEmpty()
        ? Uni.createFrom().item(PaymentsReport.NONE)
        : tx.list(KEEP, columns(early), row -> row.getString(0))
            .map(
                kept ->
                    new PaymentsReport(
                        0, early.size() - kept.size(), 0, 0, 0, kept.size(), List.of()));
  }

  /**
   * Takes back those of some new payments that were taken back before they came, in the transaction
   * that records them.
   */
  Uni<Integer> ofNew(Set<String> references, Long[] debtors) {
    return tx.list(
            "SELECT reference, reversed_at FROM payment_reversal"
                + " WHERE creditor_id = $1 AND reference = ANY ($2) AND applied_at IS NULL",
            Tuple.of(id().value(), references.toArray(String[]::new)),
            row -> new Back(0, row.getString(0), null, null, row.getOffsetDateTime(1).toInstant()))
        .call(waited -> apply(waited, debtors))
        .map(List::size);
  }

  /**
   * Payments take the other side of this: of a payment and its reversal that come at once, the one
   * must see the other.
   */
  static Uni<Void> withoutReversals(Tx tx, CreditorId creditor) {
    return tx.run("SELECT pg_advisory_xact_lock_shared($1, $2)", Tuple.of(KIND, creditor.value()))
        .replaceWithVoid();
  }

  private Uni<Void> withoutPayments() {
    return tx.run("SELECT pg_advisory_xact_lock($1, $2)", Tuple.of(KIND, id().value()))
        .replaceWithVoid();
  }

  private Tuple columns(List<Back> backs) {
    return Tuple.of(
        id().value(),
        references(backs),
        column(backs, b -> b.reversedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
        at());
  }

  private static String[] references(java.util.Collection<Back> backs) {
    return backs.stream().map(Back::reference).toArray(String[]::new);
  }

  private static PaymentRejection refusal(Back back, String field, String reason) {
    return new PaymentRejection(back.line(), back.reference(), field, reason);
  }

  private static String was(Paid paid) {
    return "it was " + paid.amount().amount().toPlainString() + " " + paid.amount().currency();
  }

  private CreditorId id() {
    return creditor.id();
  }

  private OffsetDateTime at() {
    return now.atOffset(ZoneOffset.UTC);
  }
}
