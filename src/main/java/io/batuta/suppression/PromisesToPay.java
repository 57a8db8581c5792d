package io.batuta.suppression;

import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Money;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Promises to pay by a day: one open per debtor, the one last said. Until that day nobody is
 * reminded.
 */
@ApplicationScoped
public class PromisesToPay {

  private static final SqlFile OPEN = SqlFile.of(PromisesToPay.class, "open-promise.sql");

  private final Silence silence;
  private final LedgerStore ledger;

  PromisesToPay(Silence silence, LedgerStore ledger) {
    this.silence = silence;
    this.ledger = ledger;
  }

  /**
   * What was promised.
   *
   * @param id made from what it was said in, so that the same words make the same promise
   * @param amount null: none was said
   */
  public record Promise(
      UUID id, Occasion occasion, @Nullable Money amount, LocalDate dueOn, Instant madeAt) {}

  /** Opens it with its fact, and takes back what is on its way, in the caller's transaction. */
  public Uni<Void> open(Tx tx, Promise promise, Instant now) {
    Occasion occasion = promise.occasion();
    Long[] debtors = {occasion.debtor().value()};
    return silence
        .over(tx, occasion.creditor(), debtors, Reason.PROMISED, List.of(occasion.contact()), now)
        .chain(() -> tx.run(OPEN, arguments(promise, now)))
        .chain(
            () ->
                ledger.append(
                    tx,
                    List.of(
                        occasion
                            .fact(FactKind.PROMISE_MADE, promise.madeAt())
                            .worth(promise.amount(), promise.dueOn())),
                    now));
  }

  private static Tuple arguments(Promise promise, Instant now) {
    Occasion occasion = promise.occasion();
    Money amount = promise.amount();
    return Tuple.tuple()
        .addUUID(promise.id())
        .addInteger(occasion.creditor().value())
        .addLong(occasion.debtor().value())
        .addUUID(occasion.contact().value())
        .addLong(amount == null ? null : amount.minor())
        .addString(amount == null ? null : amount.currency().getCurrencyCode())
        .addLocalDate(promise.dueOn())
        .addOffsetDateTime(promise.madeAt().atOffset(ZoneOffset.UTC))
        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
  }
}
