package io.batuta.supervision;

import io.batuta.compliance.LawLibrary;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorStore;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.supervision.Erasure.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * Erases the people whom law lets go: nothing open, and so many months since the last fact as the
 * creditor's country asks records to be kept. Walks through each creditor's people a few at a time,
 * call by call, and begins anew at the end. Where no law that we hold says how long, nobody is
 * erased by itself.
 */
@ApplicationScoped
public class Retention {

  private static final Logger LOG = Logger.getLogger(Retention.class);
  private static final SqlFile FIND = SqlFile.of(Retention.class, "find-expired.sql");
  private static final String BY = "retention";

  /** Of each creditor and call: a million people are walked through in two days. */
  private static final int LOOKED_AT = 2_000;

  private final Sql sql;
  private final Clock clock;
  private final CreditorStore creditors;
  private final LawLibrary laws;
  private final Erasure erasure;

  Retention(Sql sql, Clock clock, CreditorStore creditors, LawLibrary laws, Erasure erasure) {
    this.sql = sql;
    this.clock = clock;
    this.creditors = creditors;
    this.laws = laws;
    this.erasure = erasure;
  }

  /** Looks at the next of each creditor; answers how many were erased. */
  public Uni<Integer> erase() {
    Instant now = clock.instant();
    return creditors
        .all()
        .onItem()
        .transformToMulti(all -> Multi.createFrom().iterable(all))
        .onItem()
        .transformToUniAndConcatenate(creditor -> some(creditor, now))
        .collect()
        .with(java.util.stream.Collectors.summingInt(erased -> erased))
        .invoke(erased -> LOG.debugf("retention: %d erased", erased));
  }

  /** One that was looked at. */
  private record Seen(long debtor, String number, boolean expired) {
    static Seen of(Row row) {
      return new Seen(row.getLong("debtor_id"), row.getString("number"), row.getBoolean("expired"));
    }
  }

  private Uni<Integer> some(Creditor creditor, Instant now) {
    LocalDate today = now.atZone(creditor.timeZone()).toLocalDate();
    OptionalInt months = laws.monthsToKeep(creditor, today);
    if (months.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    Instant since =
        today.minusMonths(months.getAsInt()).atStartOfDay(creditor.timeZone()).toInstant();
    return look(creditor, since)
        .onItem()
        .transformToMulti(seen -> Multi.createFrom().iterable(seen))
        .filter(Seen::expired)
        .onItem()
        .transformToUniAndConcatenate(one -> erase(creditor, one, now))
        .collect()
        .with(java.util.stream.Collectors.summingInt(erased -> erased));
  }

  /** Two at once take turns at the mark, and look at others. */
  private Uni<List<Seen>> look(Creditor creditor, Instant since) {
    int id = creditor.id().value();
    return sql.asTenant(
        id,
        tx ->
            tx.first(
                    """
                    INSERT INTO retention_walk AS w (creditor_id) VALUES ($1)
                    ON CONFLICT (creditor_id) DO UPDATE SET upto = w.upto RETURNING upto
                    """,
                    Tuple.of(id),
                    row -> row.getLong(0))
                .chain(
                    upto ->
                        tx.list(
                            FIND,
                            Tuple.of(
                                id, upto.orElse(0L), since.atOffset(ZoneOffset.UTC), LOOKED_AT),
                            Seen::of))
                .call(
                    seen ->
                        tx.run(
                            "UPDATE retention_walk SET upto = $2 WHERE creditor_id = $1",
                            Tuple.of(id, seen.size() < LOOKED_AT ? 0L : seen.getLast().debtor()))));
  }

  /** One that cannot be erased now is looked at again in the next round. */
  private Uni<Integer> erase(Creditor creditor, Seen one, Instant now) {
    return erasure
        .erase(
            creditor,
            one.number(),
            new Erasure.Order(ErasureBasis.RETENTION, "the months of law are over", false, BY),
            now)
        .map(came -> came.filter(Outcome.Erased.class::isInstance).isPresent() ? 1 : 0)
        .onFailure()
        .invoke(
            e ->
                LOG.warnf(
                    "retention of creditor %d: one stays, %s",
                    creditor.id().value(), e.getClass().getSimpleName()))
        .onFailure()
        .recoverWithItem(0);
  }
}
