package io.batuta.suppression;

import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes back what is on its way to a debtor, in the transaction of whatever ends it. */
@ApplicationScoped
public class Silence {

  private static final String[] HANDED_OVER =
      Stream.of(Channel.values())
          .filter(Channel::isHandedOver)
          .map(Channel::name)
          .toArray(String[]::new);

  /** Channels whose contacts are called back from whoever carries them. */
  static String[] handedOver() {
    return HANDED_OVER.clone();
  }

  private static final SqlFile HOLD = SqlFile.of(Silence.class, "hold-debtors.sql");
  private static final SqlFile SILENCE = SqlFile.of(Silence.class, "silence-debtors.sql");

  /**
   * Cancels everything planned or deferred for these debtors, and closes what was sent, so that no
   * ladder goes on; what of it was handed to a dialler or courier is ordered back. What is being
   * sent at this moment is past recall; it is marked, and its ladder ends when its answer is
   * recorded.
   *
   * <p>Holds the debtors until the transaction ends, after their contacts: a permit is granted
   * under the same lock, so none is granted for them once this has committed.
   *
   * @return how many contacts were cancelled (not those only closed)
   */
  public Uni<Integer> over(Tx tx, CreditorId creditor, Long[] debtors, Reason reason, Instant now) {
    return over(tx, creditor, debtors, reason, List.of(), now);
  }

  /**
   * The same where it is an answer that ends contact.
   *
   * @param answered contacts that reached somebody, as the answer shows: they are not ordered back
   */
  public Uni<Integer> over(
      Tx tx,
      CreditorId creditor,
      Long[] debtors,
      Reason reason,
      List<ContactId> answered,
      Instant now) {
    UUID[] reached = answered.stream().map(ContactId::value).toArray(UUID[]::new);
    return end(tx, creditor, debtors, reason, null, reached, now)
        .call(() -> tx.run(HOLD, Tuple.of((Object) debtors)));
  }

  /**
   * Of these debtors only what is on its way for these accounts, of which nothing is to be said any
   * more. They are not held: of their other accounts they may be told.
   *
   * @return how many contacts were cancelled
   */
  Uni<Integer> overAccounts(
      Tx tx, CreditorId creditor, Long[] debtors, Long[] accounts, Reason reason, Instant now) {
    return accounts.length == 0
        ? Uni.createFrom().item(0)
        : end(tx, creditor, debtors, reason, accounts, new UUID[0], now);
  }

  private static Uni<Integer> end(
      Tx tx,
      CreditorId creditor,
      Long[] debtors,
      Reason reason,
      Long @Nullable [] accounts,
      UUID[] reached,
      Instant now) {
    return tx.first(
            SILENCE,
            Tuple.tuple()
                .addInteger(creditor.value())
                .addArrayOfLong(debtors)
                .addString(reason.name())
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                .addArrayOfString(HANDED_OVER)
                .addArrayOfLong(accounts)
                .addArrayOfUUID(reached),
            row -> row.getInteger("cancelled"))
        .map(found -> found.orElse(0));
  }
}
