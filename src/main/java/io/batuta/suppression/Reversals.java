package io.batuta.suppression;

import static io.batuta.postgres.Columns.column;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.Debts;
import io.batuta.portfolio.Money;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Payments that were taken back, in one transaction: the debt stands again, and with it whatever a
 * payment had ended. The next night plans for the debtor as for anybody who owes. One whose payment
 * has not come is kept until it does.
 */
final class Reversals {

  private static final Logger LOG = Logger.getLogger(Reversals.class);

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

  /** What is said of a payment that has not come. Null: it was not said. */
  private record Waiting(
      String reference, @Nullable String account, @Nullable Money amount, Instant reversedAt) {

    static Waiting of(Row row) {
      Long minor = row.getLong("amount_minor");
      return new Waiting(
          row.getString("reference"),
          row.getString("account"),
          minor == null ? null : new Money(minor, Currency.getInstance(row.getString("currency"))),
          row.getOffsetDateTime("reversed_at").toInstant());
    }

    static Waiting of(Back back) {
      return new Waiting(back.reference(), back.account(), back.amount(), back.reversedAt());
    }

    Back back() {
      return new Back(0, reference, account, amount, reversedAt);
    }
  }

  /** Of the lines of one reference the first that fits is heard; one that says other is refused. */
  Uni<PaymentsReport> record(List<Back> said) {
    return tx.list(LOCK, Tuple.of(id().value(), references(said)), Paid::of)
        .chain(
            paid ->
                waiting(references(said))
                    .chain(
                        waiting ->
                            record(
                                said, by(paid, Paid::reference), by(waiting, Waiting::reference))));
  }

  private Uni<PaymentsReport> record(
      List<Back> said, Map<String, Paid> payments, Map<String, Waiting> waiting) {
    Map<String, Back> fresh = new LinkedHashMap<>();
    Map<String, Back> early = new LinkedHashMap<>();
    List<PaymentRejection> refused = new ArrayList<>();
    SortedSet<Long> owing = new TreeSet<>();
    int known = 0;
    for (Back back : said) {
      Paid paid = payments.get(back.reference());
      Waiting before = waiting.get(back.reference());
      Optional<PaymentRejection> fault =
          paid != null
              ? fault(back, paid)
              : before != null ? fault(back, before) : Optional.empty();
      if (fault.isPresent()) {
        refused.add(fault.get());
      } else if (paid == null ? before != null : paid.isReversed()) {
        known++;
      } else if (paid == null) {
        early.put(back.reference(), back);
        waiting.put(back.reference(), Waiting.of(back));
      } else if (fresh.putIfAbsent(back.reference(), back) != null) {
        known++;
      } else {
        owing.add(paid.debtor());
      }
    }
    PaymentsReport counted =
        PaymentsReport.ofRefused(refused)
            .plus(new PaymentsReport(0, known, 0, 0, fresh.size(), early.size(), List.of()));
    Long[] debtors = owing.toArray(Long[]::new);
    return apply(List.copyOf(fresh.values()), debtors)
        .chain(() -> keep(List.copyOf(early.values())))
        .replaceWith(counted);
  }

  private static Optional<PaymentRejection> fault(Back back, Paid paid) {
    if (back.account() != null && !back.account().equals(paid.account())) {
      return Optional.of(refusal(back, "accountNumber", "the payment is of another account"));
    }
    return back.amount() != null && !back.amount().equals(paid.amount())
        ? Optional.of(refusal(back, "amount", "only a whole payment is taken back; " + was(paid)))
        : Optional.empty();
  }

  private static Optional<PaymentRejection> fault(Back back, Waiting before) {
    if (back.account() != null
        && before.account() != null
        && !back.account().equals(before.account())) {
      return Optional.of(
          refusal(back, "accountNumber", "was taken back before, of another account"));
    }
    return back.amount() != null
            && before.amount() != null
            && !back.amount().equals(before.amount())
        ? Optional.of(refusal(back, "amount", "was taken back before, with another amount"))
        : Optional.empty();
  }

  private Uni<Void> apply(List<Back> fresh, Long[] debtors) {
    return fresh.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(APPLY, columns(fresh))
            .chain(() -> Debts.recompute(tx, id(), debtors))
            .chain(() -> tx.run(REOPEN, Tuple.of(id().value(), debtors, at())))
            .replaceWithVoid();
  }

  private Uni<Void> keep(List<Back> early) {
    return early.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(
                KEEP,
                columns(early)
                    .addArrayOfString(column(early, Back::account, String[]::new))
                    .addArrayOfLong(column(early, Reversals::minor, Long[]::new))
                    .addArrayOfString(column(early, Reversals::currency, String[]::new)))
            .replaceWithVoid();
  }

  /**
   * Takes back those of some new payments that were taken back before they came, in the transaction
   * that records them. One that said other than its payment is left, and told to who runs this:
   * whoever sent it heard that it waits.
   */
  Uni<Integer> ofNew(Set<String> references, Long[] debtors) {
    String[] all = references.toArray(String[]::new);
    return waiting(all)
        .chain(
            waiting ->
                waiting.isEmpty()
                    ? Uni.createFrom().item(0)
                    : tx.list(LOCK, Tuple.of(id().value(), all), Paid::of)
                        .map(paid -> fitting(waiting, by(paid, Paid::reference)))
                        .call(fitting -> apply(fitting, debtors))
                        .map(List::size));
  }

  private static List<Back> fitting(List<Waiting> waiting, Map<String, Paid> payments) {
    List<Back> fitting = new ArrayList<>();
    for (Waiting one : waiting) {
      Paid paid = payments.get(one.reference());
      Optional<PaymentRejection> fault = paid == null ? Optional.empty() : fault(one.back(), paid);
      if (fault.isPresent()) {
        LOG.warnf(
            "a payment came that was taken back before with another %s: not taken back",
            fault.get().field());
      } else {
        fitting.add(one.back());
      }
    }
    return fitting;
  }

  /** What came before its payment, of these references. */
  private Uni<List<Waiting>> waiting(String[] references) {
    return tx.list(
        "SELECT reference, account, amount_minor, currency, reversed_at FROM payment_reversal"
            + " WHERE creditor_id = $1 AND reference = ANY ($2) AND applied_at IS NULL",
        Tuple.of(id().value(), references),
        Waiting::of);
  }

  private static <T> Map<String, T> by(List<T> all, Function<T, String> reference) {
    return all.stream().collect(Collectors.toMap(reference, one -> one, (a, b) -> a, HashMap::new));
  }

  private static @Nullable Long minor(Back back) {
    return back.amount() == null ? null : back.amount().minor();
  }

  private static @Nullable String currency(Back back) {
    return back.amount() == null ? null : back.amount().currency().getCurrencyCode();
  }

  /**
   * Payments take the other side of this: of a payment and its reversal that come at once, the one
   * must see the other.
   */
  static Uni<Void> withoutReversals(Tx tx, CreditorId creditor) {
    return tx.run("SELECT pg_advisory_xact_lock_shared($1, $2)", Tuple.of(KIND, creditor.value()))
        .replaceWithVoid();
  }

  static Uni<Void> withoutPayments(Tx tx, CreditorId creditor) {
    return tx.run("SELECT pg_advisory_xact_lock($1, $2)", Tuple.of(KIND, creditor.value()))
        .replaceWithVoid();
  }

  private Tuple columns(List<Back> backs) {
    return Tuple.tuple()
        .addInteger(id().value())
        .addArrayOfString(references(backs))
        .addArrayOfOffsetDateTime(
            column(backs, b -> b.reversedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
        .addOffsetDateTime(at());
  }

  private static String[] references(List<Back> backs) {
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
