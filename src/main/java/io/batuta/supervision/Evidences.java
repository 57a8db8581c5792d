package io.batuta.supervision;

import io.batuta.compliance.CitedRule;
import io.batuta.compliance.LawLibrary;
import io.batuta.ledger.DaySeal;
import io.batuta.ledger.FactProof;
import io.batuta.ledger.PageProofs;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers a regulator's file: page by page by key, so that ten million facts take no more room. */
@ApplicationScoped
public class Evidences {

  /** Facts of a page. */
  static final int PAGE = 500;

  /** Before the first fact of any ledger. */
  static final LocalDate BEGINNING = LocalDate.of(2000, 1, 1);

  private static final SqlFile OF_PERIOD =
      SqlFile.of(Evidences.class, "read-evidence-of-period.sql");
  private static final SqlFile OF_DEBTOR =
      SqlFile.of(Evidences.class, "read-evidence-of-debtor.sql");
  private static final SqlFile COUNT = SqlFile.of(Evidences.class, "count-evidence.sql");
  private static final SqlFile SEALS = SqlFile.of(Evidences.class, "read-evidence-seals.sql");
  private static final SqlFile STANDING = SqlFile.of(Evidences.class, "read-evidence-standing.sql");

  private final Sql sql;
  private final Debtors debtors;
  private final LawLibrary laws;
  private final Clock clock;

  Evidences(Sql sql, Debtors debtors, LawLibrary laws, Clock clock) {
    this.sql = sql;
    this.debtors = debtors;
    this.laws = laws;
    this.clock = clock;
  }

  /** How many facts there are of a kind, and why. */
  public record Count(String kind, String reason, long facts) {}

  /** A seal, and where its root was put; null: nowhere else. */
  public record Seal(DaySeal seal, @Nullable String place) {}

  /** What stood beside the facts: a consent, a stop, a hold, a standstill, a promise, a payment. */
  public record Standing(
      String what,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String channel,
      JsonObject detail) {}

  /**
   * What is asked for.
   *
   * @param number of a debtor; null: everybody's
   * @param from null: since the beginning
   * @param to null: up to today
   * @return empty when there is no such debtor
   */
  public Uni<Optional<EvidenceScope>> scope(
      Creditor creditor,
      @Nullable String number,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    Instant now = clock.instant();
    if (number == null) {
      return Uni.createFrom()
          .item(Optional.of(scope(creditor, null, creditor.timeZone(), from, to, now)));
    }
    return debtors
        .byNumber(creditor, number, false)
        .map(
            found ->
                found.map(
                    debtor ->
                        scope(creditor, debtor, ZoneId.of(debtor.timeZone()), from, to, now)));
  }

  private static EvidenceScope scope(
      Creditor creditor,
      @Nullable DebtorView debtor,
      ZoneId zone,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      Instant now) {
    return new EvidenceScope(
        creditor,
        debtor,
        from == null ? BEGINNING : from,
        to == null ? LocalDate.ofInstant(now, zone) : to,
        zone,
        now);
  }

  /** Counts by kind and reason. Of a long period it takes seconds. */
  public Uni<List<Count>> count(EvidenceScope scope) {
    return asTenant(
        scope,
        tx ->
            tx.list(
                COUNT,
                bounds(scope).addValue(scope.debtorId()),
                row ->
                    new Count(
                        row.getString("kind"), row.getString("reason"), row.getLong("facts"))));
  }

  Uni<List<Standing>> standing(EvidenceScope scope) {
    return asTenant(
        scope,
        tx ->
            tx.list(
                STANDING,
                bounds(scope).addValue(scope.debtorId()),
                row ->
                    new Standing(
                        row.getString("what"),
                        instant(row, "since"),
                        instant(row, "until"),
                        row.getString("channel"),
                        (JsonObject) row.getValue("detail"))));
  }

  Uni<List<Seal>> seals(EvidenceScope scope) {
    return asTenant(
        scope,
        tx ->
            tx.list(
                SEALS,
                Tuple.of(
                    scope.creditor().id().value(), scope.firstSealedDay(), scope.lastSealedDay()),
                row -> seal(scope, row)));
  }

  /** Every rule of law that held on a day of the period. */
  List<CitedRule> law(EvidenceScope scope) {
    return laws.inForce(scope.creditor(), scope.from(), scope.to());
  }

  /** Begins to read. For one reader. */
  Walk walk(EvidenceScope scope) {
    return new Walk(scope);
  }

  /** The facts of a file, page after page, in the order of the seal. */
  final class Walk {

    private final EvidenceScope scope;
    private final PageProofs proofs;
    private Instant at = Instant.EPOCH;
    private long fact;

    private Walk(EvidenceScope scope) {
      this.scope = scope;
      this.proofs = new PageProofs(scope.creditor().id(), scope.debtor() == null);
    }

    /** The next page; empty at the end. */
    Uni<List<EvidenceFact>> next() {
      return asTenant(
              scope,
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
      Tuple arguments = bounds(scope).addOffsetDateTime(utc(at)).addLong(fact).addInteger(PAGE);
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

    private EvidenceFact fact(Row row, Map<Long, FactProof> found) {
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
          rule == null
              ? null
              : laws.cited(rule, LocalDate.ofInstant(told.at(), where)).orElse(null),
          row.getString("leaf"),
          found.get(told.id()));
    }
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

  private static Seal seal(EvidenceScope scope, Row row) {
    return new Seal(
        new DaySeal(
            scope.creditor().id(),
            row.getLocalDate("day"),
            row.getLong("facts"),
            row.getBuffer("root").getBytes(),
            row.getBuffer("previous").getBytes(),
            row.getOffsetDateTime("sealed_at").toInstant()),
        row.getString("place"));
  }

  private <T> Uni<T> asTenant(EvidenceScope scope, java.util.function.Function<Tx, Uni<T>> work) {
    return sql.asTenant(scope.creditor().id().value(), work);
  }

  private static Tuple bounds(EvidenceScope scope) {
    return Tuple.tuple()
        .addInteger(scope.creditor().id().value())
        .addOffsetDateTime(utc(scope.since()))
        .addOffsetDateTime(utc(scope.until()));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }
}
