package io.batuta.campaign;

import static io.batuta.postgres.Columns.column;

import io.batuta.campaign.Budget.Purse;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Steps that are over, and the ones that follow. */
@ApplicationScoped
class RungStore {

  /** Steps ended at once at most: the limit written in {@code read-ended-steps.sql}. */
  static final int BATCH = 1_000;

  private static final SqlFile ENDED = SqlFile.of(RungStore.class, "read-ended-steps.sql");
  private static final SqlFile SPEND = SqlFile.of(RungStore.class, "read-night-spend.sql");
  private static final SqlFile ADVANCE = SqlFile.of(RungStore.class, "advance-ladders.sql");

  /** Takes a batch of ended steps; they are the caller's until its transaction ends. */
  Uni<List<EndedStep>> ended(Tx tx, Instant now) {
    return tx.list(ENDED, Tuple.of(now.atOffset(ZoneOffset.UTC)), EndedStep::read);
  }

  /** What was taken from these purses, in millionths; those untouched are missing. */
  Uni<Map<Purse, Long>> spent(Tx tx, List<EndedStep> purses) {
    Tuple arguments =
        Tuple.of(
            column(purses, step -> step.creditor().value(), Integer[]::new),
            column(purses, EndedStep::night, LocalDate[]::new),
            column(purses, step -> step.member().campaign(), Long[]::new));
    return tx.list(
            SPEND,
            arguments,
            row ->
                Map.entry(
                    new Purse(row.getLong("campaign_id"), row.getLocalDate("night")),
                    row.getLong("micros")))
        .map(all -> all.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Closes the steps and writes what follows; answers how many were closed. */
  Uni<Integer> advance(
      Tx tx,
      List<EndedStep> ended,
      List<PlannedContact> planned,
      List<WithheldContact> withheld,
      Instant now) {
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(column(ended, step -> step.contact().value(), UUID[]::new))
            .addArrayOfString(column(ended, step -> step.reason().name(), String[]::new))
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
    return tx.first(
            ADVANCE, PlanColumns.add(arguments, planned, withheld), row -> row.getInteger("closed"))
        .map(found -> found.orElse(0));
  }
}
