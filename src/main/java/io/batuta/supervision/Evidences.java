package io.batuta.supervision;

import io.batuta.compliance.CitedRule;
import io.batuta.compliance.LawLibrary;
import io.batuta.ledger.DaySeal;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.postgres.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers a regulator's file: page by page by key, so that ten million facts take no more room. */
@ApplicationScoped
public class Evidences {

  /** Before the first fact of any ledger. */
  static final LocalDate BEGINNING = LocalDate.of(2000, 1, 1);

  private static final SqlFile COUNT = SqlFile.of(Evidences.class, "count-evidence.sql");
  private static final SqlFile COUNT_OF_DEBTOR =
      SqlFile.of(Evidences.class, "count-evidence-of-debtor.sql");
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

  /**
   * A seal.
   *
   * @param place where its root was put; null: nowhere else
   * @param counted facts that the ledger has of the day now; null: nobody counted
   */
  public record Seal(DaySeal seal, @Nullable String place, @Nullable Long counted) {}

  /** What stood beside the facts: a consent, a stop, a hold, a standstill, a promise, a payment. */
  public record Standing(
      String what,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String channel,
      JsonObject detail) {

    /** What it is called; an authorisation that the creditor does not state is not called one. */
    String words(Sentences sentences) {
      return sentences.say(
          "standing." + what + (detail.getBoolean("stated", true) ? "" : "_unstated"));
    }
  }

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

  /**
   * Counts by kind and reason. Of a long period it takes seconds; past ten it fails with {@link
   * TooLong}.
   */
  public Uni<List<Count>> count(EvidenceScope scope) {
    Tuple bounds = bounds(scope);
    return asTenant(
            scope,
            tx ->
                tx.run("SELECT set_config('statement_timeout', '10s', true)", Tuple.tuple())
                    .chain(
                        () ->
                            tx.list(
                                scope.debtor() == null ? COUNT : COUNT_OF_DEBTOR,
                                scope.debtor() == null ? bounds : bounds.addValue(scope.debtorId()),
                                row ->
                                    new Count(
                                        row.getString("kind"),
                                        row.getString("reason"),
                                        row.getLong("facts")))))
        .onFailure(Evidences::ranOutOfTime)
        .transform(TooLong::new);
  }

  /** So much that it is not counted while somebody waits. */
  public static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong(Throwable cause) {
      super("a period of that many facts is not counted", cause);
    }
  }

  private static boolean ranOutOfTime(Throwable e) {
    return e instanceof PgException refused && "57014".equals(refused.getSqlState());
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
                        scope.creditor().id().value(),
                        scope.firstSealedDay(),
                        scope.lastSealedDay())
                    .addArrayOfLocalDate(countedDays(scope)),
                row -> seal(scope, row)));
  }

  /** The first and last day of a period, where the file holds a part of them: few rows more. */
  private static LocalDate[] countedDays(EvidenceScope scope) {
    return scope.debtor() != null
        ? new LocalDate[0]
        : Stream.of(scope.firstSealedDay(), scope.lastSealedDay())
            .filter(day -> !scope.holdsWhole(day))
            .distinct()
            .toArray(LocalDate[]::new);
  }

  /** Every rule of law that held on a day of the period. */
  List<CitedRule> law(EvidenceScope scope) {
    return laws.inForce(scope.creditor(), scope.from(), scope.to());
  }

  /** Begins to read. For one reader. */
  EvidenceWalk walk(EvidenceScope scope) {
    return new EvidenceWalk(scope, sql, laws);
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
        row.getString("place"),
        row.getLong("counted"));
  }

  private <T> Uni<T> asTenant(EvidenceScope scope, Function<Tx, Uni<T>> work) {
    return sql.asTenantByKey(scope.creditor().id().value(), work);
  }

  private static Tuple bounds(EvidenceScope scope) {
    return bounds(scope, scope.since());
  }

  static Tuple bounds(EvidenceScope scope, Instant since) {
    return Tuple.tuple()
        .addInteger(scope.creditor().id().value())
        .addOffsetDateTime(utc(since))
        .addOffsetDateTime(utc(scope.until()));
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }
}
