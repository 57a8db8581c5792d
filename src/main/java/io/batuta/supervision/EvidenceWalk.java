package io.batuta.supervision;

import io.batuta.compliance.LawLibrary;
import io.batuta.ledger.PageProofs;
import io.batuta.ledger.SealedFact;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The facts of a regulator's file, page after page by key in the order of the seal. For one reader.
 */
final class EvidenceWalk {

  /** Facts of a page. */
  private static final int PAGE = 500;

  private static final SqlFile OF_PERIOD =
      SqlFile.of(EvidenceWalk.class, "read-evidence-of-period.sql");
  private static final SqlFile OF_DEBTOR =
      SqlFile.of(EvidenceWalk.class, "read-evidence-of-debtor.sql");

  private final EvidenceScope scope;
  private final Sql sql;
  private final LawLibrary laws;
  private final PageProofs proofs;
  private Instant at = Instant.EPOCH;
  private long fact;

  EvidenceWalk(EvidenceScope scope, Sql sql, LawLibrary laws) {
    this.scope = scope;
    this.sql = sql;
    this.laws = laws;
    this.proofs = new PageProofs(scope.creditor().id(), scope.debtor() == null);
  }

  /** The next page; empty at the end. */
  Uni<List<EvidenceFact>> next() {
    return sql.asTenantByKey(
            scope.creditor().id().value(),
            tx -> tx.list(statement(), arguments(), row -> row).chain(rows -> proven(tx, rows)))
        .invoke(
            page -> {
              if (!page.isEmpty()) {
                at = page.getLast().recordedAt();
                fact = page.getLast().told().id();
              }
            });
  }

  private SqlFile statement() {
    return scope.debtor() == null ? OF_PERIOD : OF_DEBTOR;
  }

  private Tuple arguments() {
    // Not from the period's beginning each time: what was read is not walked over again.
    Instant since = at.isAfter(scope.since()) ? at : scope.since();
    Tuple arguments =
        Evidences.bounds(scope, since)
            .addOffsetDateTime(Evidences.utc(at))
            .addLong(fact)
            .addInteger(PAGE);
    return scope.debtor() == null ? arguments : arguments.addValue(scope.debtorId());
  }

  private Uni<List<EvidenceFact>> proven(Tx tx, List<Row> rows) {
    List<PageProofs.Asked> asked =
        rows.stream()
            .map(
                row ->
                    new PageProofs.Asked(
                        row.getLong("fact_id"),
                        row.getOffsetDateTime("recorded_at").toInstant(),
                        row.getString("leaf")))
            .toList();
    return proofs.of(tx, asked).map(found -> rows.stream().map(row -> fact(row, found)).toList());
  }

  private EvidenceFact fact(Row row, Map<Long, SealedFact> found) {
    TimelineFact told = told(row);
    String zone = row.getString("time_zone");
    ZoneId where = zone == null ? scope.zone() : ZoneId.of(zone);
    String rule = told.detail().getString("rule");
    Short step = row.getShort("step");
    return new EvidenceFact(
        told,
        Optional.ofNullable(row.getString("number")).orElse(""),
        where,
        row.getOffsetDateTime("recorded_at").toInstant(),
        row.getString("provider"),
        step == null ? null : step.intValue(),
        row.getString("point_kind"),
        rule == null ? null : laws.cited(rule, LocalDate.ofInstant(told.at(), where)).orElse(null),
        row.getString("authorised"),
        row.getString("leaf"),
        Objects.requireNonNull(found.get(told.id())));
  }

  private static TimelineFact told(Row row) {
    Long minor = row.getLong("amount_minor");
    return new TimelineFact(
        row.getLong("fact_id"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        row.getString("kind"),
        row.getString("channel"),
        row.getUUID("contact_id"),
        row.getLong("contact_point_id"),
        row.getLocalDate("night"),
        row.getString("campaign"),
        row.getString("reason"),
        minor == null ? null : new Money(minor, Currency.getInstance(row.getString("currency"))),
        row.getLocalDate("due_on"),
        (JsonObject) row.getValue("detail"),
        null);
  }
}
