package io.batuta.supervision;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.DebtorStatus;
import io.batuta.portfolio.Money;
import io.batuta.portfolio.PointKind;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.privacy.Masked;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks debtors up. */
@ApplicationScoped
public class Debtors {

  private static final SqlFile FIND = SqlFile.of(Debtors.class, "find-debtors.sql");
  private static final SqlFile READ = SqlFile.of(Debtors.class, "read-debtor.sql");

  private final Sql sql;

  Debtors(Sql sql) {
    this.sql = sql;
  }

  /** A page by number, after the number {@code after}; of one status, or all. */
  public Uni<List<DebtorLine>> list(
      Creditor creditor, Optional<DebtorStatus> status, String after, int limit) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.list(
                FIND,
                Tuple.of(
                    creditor.id().value(),
                    status.map(DebtorStatus::tag).orElse(null),
                    after,
                    limit),
                row -> line(creditor, row)));
  }

  /**
   * The debtor of that number; empty when there is none.
   *
   * @param withName false: the name stays away from the answer
   */
  public Uni<Optional<DebtorView>> byNumber(Creditor creditor, String number, boolean withName) {
    return sql.asTenant(
        creditor.id().value(),
        tx ->
            tx.first(
                READ,
                Tuple.of(creditor.id().value(), number),
                row -> view(creditor, row, withName)));
  }

  private static DebtorLine line(Creditor creditor, Row row) {
    return new DebtorLine(
        row.getString("number"),
        row.getString("status"),
        row.getString("language"),
        row.getString("region"),
        new Money(row.getLong("balance_minor"), creditor.currency()),
        row.getLocalDate("due_date"));
  }

  private static DebtorView view(Creditor creditor, Row row, boolean withName) {
    Short age = row.getShort("age");
    return new DebtorView(
        new DebtorId(row.getLong("debtor_id")),
        line(creditor, row),
        withName ? row.getString("name") : null,
        row.getString("city"),
        row.getString("time_zone"),
        age == null ? null : age.intValue(),
        row.getString("sex"),
        instant(row, "last_attempt_at"),
        row.getString("last_attempt_channel"),
        instant(row, "last_two_way_at"),
        instant(row, "last_paid_at"),
        row.getLocalDate("promise_due_on"),
        List.of(row.getArrayOfStrings("opted_out")),
        objects(row, "points").stream().map(Debtors::point).toList(),
        objects(row, "accounts").stream().map(Debtors::owed).toList());
  }

  private static DebtorView.Point point(JsonObject point) {
    String kind = point.getString("kind");
    return new DebtorView.Point(
        point.getLong("id"),
        kind,
        masked(PointKind.ofTag(kind), point.getString("address")),
        point.getInteger("rank"),
        point.getString("status"));
  }

  /** Of a street nothing is left: the first word may already be enough to find it. */
  private static String masked(PointKind kind, String address) {
    return switch (kind) {
      case PHONE, WHATSAPP -> Masked.phone(address);
      case EMAIL -> Masked.email(address);
      case ADDRESS -> "•••";
    };
  }

  private static DebtorView.Owed owed(JsonObject account) {
    return new DebtorView.Owed(
        account.getString("number"),
        account.getString("product"),
        account.getString("status"),
        new Money(
            account.getLong("balanceMinor"), Currency.getInstance(account.getString("currency"))),
        LocalDate.parse(account.getString("dueDate")));
  }

  private static List<JsonObject> objects(Row row, String column) {
    JsonArray array = (JsonArray) row.getValue(column);
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }
}
