package io.batuta.suppression;

import static io.batuta.postgres.Columns.column;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.Debts;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.batuta.suppression.PaymentJudge.Judged.Sound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements of one transaction of payments. */
final class PaymentBook {

  private static final SqlFile LOCK = SqlFile.of(PaymentBook.class, "lock-paid-accounts.sql");
  private static final SqlFile INSERT = SqlFile.of(PaymentBook.class, "insert-payments.sql");
  private static final SqlFile APPLY = SqlFile.of(PaymentBook.class, "apply-payments.sql");
  private static final SqlFile SHARES = SqlFile.of(PaymentBook.class, "read-shares.sql");
  private static final SqlFile SETTLED = SqlFile.of(PaymentBook.class, "find-settled.sql");
  private static final SqlFile KEEP = SqlFile.of(PaymentBook.class, "keep-promises.sql");

  private final Tx tx;
  private final Creditor creditor;
  private final Instant now;

  PaymentBook(Tx tx, Creditor creditor, Instant now) {
    this.tx = tx;
    this.creditor = creditor;
    this.now = now;
  }

  /** An account that payments are for, held until the transaction ends. */
  record Held(String number, long account, long debtor, String currency) {}

  /** A payment and the account that it is for. */
  record Placed(Sound payment, Held held) {}

  /** What is recorded under a reference. */
  record Recorded(String reference, long account, long minor, String currency) {
    boolean is(Placed placed) {
      return account == placed.held().account()
          && minor == placed.payment().amount().minor()
          && currency.equals(placed.payment().amount().currency().getCurrencyCode());
    }
  }

  Uni<Map<String, Held>> hold(List<Sound> payments) {
    return tx.list(
            LOCK,
            Tuple.of(id().value(), column(payments, Sound::account, String[]::new)),
            row -> new Held(row.getString(0), row.getLong(1), row.getLong(2), row.getString(3)))
        .map(all -> all.stream().collect(Collectors.toMap(Held::number, held -> held)));
  }

  /** The references that are new. */
  Uni<Set<String>> insert(List<Placed> placed) {
    return tx.list(
            INSERT,
            Tuple.tuple()
                .addInteger(id().value())
                .addArrayOfString(column(placed, p -> p.payment().reference(), String[]::new))
                .addArrayOfLong(column(placed, p -> p.held().account(), Long[]::new))
                .addArrayOfLong(column(placed, p -> p.held().debtor(), Long[]::new))
                .addArrayOfLong(column(placed, p -> p.payment().amount().minor(), Long[]::new))
                .addArrayOfString(column(placed, p -> p.held().currency(), String[]::new))
                .addArrayOfOffsetDateTime(
                    column(
                        placed,
                        p -> p.payment().paidAt().atOffset(ZoneOffset.UTC),
                        OffsetDateTime[]::new))
                .addOffsetDateTime(at()),
            row -> row.getString(0))
        .map(Set::copyOf);
  }

  /** What is recorded under the references of these payments. */
  Uni<Map<String, Recorded>> recorded(List<Placed> placed) {
    return tx.list(
            "SELECT reference, account_id, amount_minor, currency FROM payment"
                + " WHERE creditor_id = $1 AND reference = ANY ($2)",
            Tuple.of(id().value(), column(placed, p -> p.payment().reference(), String[]::new)),
            row -> new Recorded(row.getString(0), row.getLong(1), row.getLong(2), row.getString(3)))
        .map(all -> all.stream().collect(Collectors.toMap(Recorded::reference, r -> r)));
  }

  /** Of these debtors, those whom their payments of today silence by the creditor's own rule. */
  Uni<Set<Long>> silenced(Set<String> references, Long[] debtors, int basisPoints) {
    if (basisPoints == 0) {
      return Uni.createFrom().item(Set.of(debtors));
    }
    Instant dayBegan =
        LocalDate.ofInstant(now, creditor.timeZone()).atStartOfDay(creditor.timeZone()).toInstant();
    return tx.list(
            SHARES,
            Tuple.of(
                debtors,
                references.toArray(String[]::new),
                id().value(),
                dayBegan.atOffset(ZoneOffset.UTC)),
            row ->
                new Share(
                    row.getLong("debtor_id"),
                    new PaymentShare(
                        row.getLong("paid_minor"),
                        row.getLong("owed_minor"),
                        row.getBoolean("is_foreign"))))
        .map(
            shares ->
                shares.stream()
                    .filter(share -> share.of().silences(basisPoints))
                    .map(Share::debtor)
                    .collect(Collectors.toSet()));
  }

  /** The accounts of these debtors that the payments pay in full. */
  Uni<Long[]> settled(Set<String> references, Long[] debtors) {
    return debtors.length == 0
        ? Uni.createFrom().item(new Long[0])
        : tx.list(
                SETTLED,
                Tuple.of(id().value(), references.toArray(String[]::new), debtors),
                row -> row.getLong(0))
            .map(accounts -> accounts.toArray(Long[]::new));
  }

  private record Share(long debtor, PaymentShare of) {}

  /**
   * Balances, Paid facts, what each debtor owes, and promises.
   *
   * @param quiet of the debtors, those whom the payments do not silence
   */
  Uni<Void> apply(Set<String> references, Long[] debtors, Long[] quiet) {
    return tx.run(APPLY, Tuple.of(id().value(), references.toArray(String[]::new), at(), quiet))
        .chain(() -> Debts.recompute(tx, id(), debtors))
        .chain(() -> tx.run(KEEP, Tuple.of(id().value(), debtors, at())))
        .replaceWithVoid();
  }

  private CreditorId id() {
    return creditor.id();
  }

  private OffsetDateTime at() {
    return now.atOffset(ZoneOffset.UTC);
  }
}
