package io.batuta.testing;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.PersonKeys;
import io.batuta.privacy.PersonalData;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes creditors and debtors for tests: each test its own creditor, so that none sees another's.
 */
@ApplicationScoped
public class People {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final Sql sql;
  private final PersonKeys keys;

  People(Sql sql, PersonKeys keys) {
    this.sql = sql;
    this.keys = keys;
  }

  /** A fictional Colombian bank, supervised by the SFC, that nobody else uses. */
  public Creditor bank() {
    return bank("CO");
  }

  /** The same under the law of another country, with Colombia's zone and money. */
  public Creditor bank(String country) {
    String code = "bank-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet();
    int id =
        Await.on(
                () ->
                    sql.acrossTenants(
                        tx ->
                            tx.first(
                                "INSERT INTO creditor (code, name, country, currency, time_zone, supervisor, fictional)"
                                    + " VALUES ($1, $1, $2, 'COP', 'America/Bogota', 'SFC', true) RETURNING creditor_id",
                                Tuple.of(code, country),
                                row -> row.getInteger(0))))
            .orElseThrow();
    return new Creditor(
        new CreditorId(id),
        code,
        code,
        country,
        null,
        Currency.getInstance("COP"),
        ZoneId.of("America/Bogota"),
        "SFC",
        true);
  }

  /** Somebody who owes 1,000 pesos since {@code dueDate}, with a phone and an e-mail address. */
  public DebtorId debtor(Creditor creditor, String number, LocalDate dueDate) {
    DataKey key =
        Objects.requireNonNull(
            Await.on(() -> keys.ofNumbers(creditor.id().value(), List.of(number))).get(number));
    String phone = "+5733335" + "0".repeat(Math.max(0, 5 - number.length())) + number;
    String email = "p" + number + "@example.com";
    return new DebtorId(
        Await.on(
            () ->
                sql.asTenant(
                    creditor.id().value(),
                    tx ->
                        tx.first(
                                """
                                WITH d AS (
                                  INSERT INTO debtor (creditor_id, number, language, time_zone, balance_minor, due_date)
                                  VALUES ($1, $2, 'es', 'America/Bogota', 100000, $3) RETURNING debtor_id
                                ), p AS (
                                  INSERT INTO person (debtor_id, creditor_id, encrypted_name)
                                  SELECT debtor_id, $1, $4 FROM d
                                ), a AS (
                                  INSERT INTO account (creditor_id, debtor_id, number, currency, balance_minor, due_date)
                                  SELECT $1, debtor_id, 'A' || $2, 'COP', 100000, $3 FROM d RETURNING account_id
                                ), c AS (
                                  INSERT INTO contact_point (creditor_id, debtor_id, kind, encrypted_address, address_hash, rank)
                                  SELECT $1, debtor_id, v.kind, v.encrypted, sha256(v.address::bytea), 1
                                  FROM d, (VALUES ('phone', $5::text, $6::bytea), ('email', $7::text, $8::bytea))
                                    AS v (kind, address, encrypted)
                                ), w AS (
                                  SELECT d.debtor_id, a.account_id FROM d, a
                                )
                                SELECT debtor_id, account_id FROM w
                                """,
                                Tuple.tuple()
                                    .addInteger(creditor.id().value())
                                    .addString(number)
                                    .addLocalDate(dueDate)
                                    .addBuffer(
                                        Buffer.buffer(
                                            key.encrypt(PersonalData.NAME, "Persona " + number)))
                                    .addString(phone)
                                    .addBuffer(
                                        Buffer.buffer(key.encrypt(PersonalData.ADDRESS, phone)))
                                    .addString(email)
                                    .addBuffer(
                                        Buffer.buffer(key.encrypt(PersonalData.ADDRESS, email))),
                                row -> row)
                            .map(found -> found.orElseThrow())
                            .call(
                                row ->
                                    tx.run(
                                        "UPDATE debtor SET worst_account_id = $2 WHERE debtor_id = $1",
                                        Tuple.of(row.getLong(0), row.getLong(1))))
                            .map(row -> row.getLong(0)))));
  }
}
