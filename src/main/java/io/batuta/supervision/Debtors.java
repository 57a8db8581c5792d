package io.batuta.supervision;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.DebtorStatus;
import io.batuta.portfolio.Money;
import io.batuta.portfolio.PointKind;
import io.batuta.portfolio.PointReader;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.privacy.AddressHash;
import io.batuta.privacy.CreditorKey;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.KeyRing;
import io.batuta.privacy.Masked;
import io.batuta.privacy.PersonHash;
import io.batuta.privacy.PersonalData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks debtors up. */
@ApplicationScoped
public class Debtors {

  /** Hidden whole, or erased. */
  private static final String NOTHING = "•••";

  private static final SqlFile FIND = SqlFile.of(Debtors.class, "find-debtors.sql");
  private static final SqlFile READ = SqlFile.of(Debtors.class, "read-debtor.sql");

  private static final SqlFile SEARCH = SqlFile.of(Debtors.class, "search-debtors.sql");

  /** Who is looked for; what is null is not asked for. */
  public record Wanted(
      @Nullable String name,
      @Nullable String document,
      @Nullable String phone,
      @Nullable String email) {}

  private final Sql sql;
  private final KeyRing keys;
  private final PersonHash person;
  private final AddressHash address;

  Debtors(Sql sql, KeyRing keys, PersonHash person, AddressHash address) {
    this.sql = sql;
    this.keys = keys;
    this.person = person;
    this.address = address;
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
   * Those who fit all that is wanted, by number: the whole name however it is written, the document
   * to its letters and digits, one address exactly. Found by keyed hash: nothing is decrypted.
   *
   * @return none for an address that nobody could have
   */
  public Uni<List<DebtorLine>> search(Creditor creditor, Wanted wanted, int limit) {
    int id = creditor.id().value();
    Optional<String> reached = address(creditor, wanted);
    if (reached.isEmpty() && (wanted.phone() != null || wanted.email() != null)) {
      return Uni.createFrom().item(List.of());
    }
    String name = wanted.name();
    String document = wanted.document();
    return sql.asTenant(
        id,
        tx ->
            tx.list(
                SEARCH,
                Tuple.tuple()
                    .addInteger(id)
                    .addValue(bytes(name == null ? null : person.ofName(id, name)))
                    .addValue(bytes(document == null ? null : person.ofDocument(id, document)))
                    .addValue(bytes(reached.map(address::of).orElse(null)))
                    .addInteger(limit),
                row -> line(creditor, row)));
  }

  private static io.vertx.core.buffer.@Nullable Buffer bytes(byte @Nullable [] hash) {
    return hash == null ? null : io.vertx.core.buffer.Buffer.buffer(hash);
  }

  private static Optional<String> address(Creditor creditor, Wanted wanted) {
    PointReader reader = new PointReader(creditor.country());
    String phone = wanted.phone();
    String email = wanted.email();
    if (phone != null) {
      return reader.normal(PointKind.PHONE, phone);
    }
    return email == null ? Optional.empty() : reader.normal(PointKind.EMAIL, email);
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
            keys.ofCreditor(tx, creditor.id().value())
                .chain(
                    key ->
                        tx.first(
                            READ,
                            Tuple.of(creditor.id().value(), number),
                            row -> view(creditor, row, key(row, key), withName))));
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

  private static @Nullable DataKey key(Row row, CreditorKey creditor) {
    Buffer wrapped = row.getBuffer("person_key");
    return wrapped == null ? null : creditor.unwrap(row.getString("number"), wrapped.getBytes());
  }

  private static @Nullable String name(Row row, @Nullable DataKey key) {
    Buffer encrypted = row.getBuffer("encrypted_name");
    return encrypted == null || key == null
        ? null
        : key.decrypt(PersonalData.NAME, encrypted.getBytes());
  }

  private static DebtorView view(
      Creditor creditor, Row row, @Nullable DataKey key, boolean withName) {
    Short age = row.getShort("age");
    return new DebtorView(
        new DebtorId(row.getLong("debtor_id")),
        line(creditor, row),
        withName ? name(row, key) : null,
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
        objects(row, "points").stream().map(point -> point(point, key)).toList(),
        objects(row, "accounts").stream().map(Debtors::owed).toList());
  }

  private static DebtorView.Point point(JsonObject point, @Nullable DataKey key) {
    String kind = point.getString("kind");
    return new DebtorView.Point(
        point.getLong("id"),
        kind,
        masked(PointKind.ofTag(kind), point.getString("address"), key),
        point.getInteger("rank"),
        point.getString("status"));
  }

  /** Of a street nothing is left: the first word may already be enough to find it. */
  private static String masked(PointKind kind, @Nullable String encrypted, @Nullable DataKey key) {
    if (encrypted == null || key == null) {
      return NOTHING;
    }
    String address = key.decrypt(PersonalData.ADDRESS, HexFormat.of().parseHex(encrypted));
    return switch (kind) {
      case PHONE, WHATSAPP -> Masked.phone(address);
      case EMAIL -> Masked.email(address);
      case ADDRESS -> NOTHING;
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
