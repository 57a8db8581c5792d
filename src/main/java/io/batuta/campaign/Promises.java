package io.batuta.campaign;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Promises to pay, as the night sees them. */
public final class Promises {

  private static final SqlFile BREAK = SqlFile.of(Promises.class, "break-overdue-promises.sql");

  private Promises() {}

  /**
   * Breaks each open promise whose day is over by more than the house's {@code
   * promiseToleranceDays} (2 where it says nothing), and writes it to the ledger.
   *
   * @return how many were broken
   */
  public static Uni<Integer> breakOverdue(Tx tx, Creditor creditor, LocalDate date, Instant now) {
    // A night asked for far ahead must not break what is not yet due.
    LocalDate tomorrow = LocalDate.ofInstant(now, creditor.timeZone()).plusDays(1);
    return tx.first(
            BREAK,
            Tuple.of(creditor.id().value(), earlier(date, tomorrow), now.atOffset(ZoneOffset.UTC)),
            row -> row.getInteger("broken"))
        .map(found -> found.orElse(0));
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
