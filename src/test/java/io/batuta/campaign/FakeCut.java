package io.batuta.campaign;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A cut whose rules are SQL conditions over {@code debtor}: for tests, which nobody attacks. */
@ApplicationScoped
@Alternative
@Priority(1)
class FakeCut implements Cut {

  @Override
  public Uni<Long> cut(Tx tx, Creditor creditor, LocalDate night, List<Part> parts) {
    List<Part> ordered =
        parts.stream().sorted(Comparator.comparing(Part::priority).reversed()).toList();
    return Multi.createFrom()
        .iterable(ordered)
        .onItem()
        .transformToUniAndConcatenate(
            part ->
                tx.run(
                    "INSERT INTO segment_member (creditor_id, night, debtor_id, campaign_id)"
                        + " SELECT $1, $2, debtor_id, $3 FROM debtor WHERE creditor_id = $1 AND ("
                        + part.rule()
                        + ") ON CONFLICT DO NOTHING",
                    Tuple.of(creditor.id().value(), night, part.campaign())))
        .collect()
        .with(Collectors.summingLong(rows -> rows.rowCount()));
  }
}
