package io.batuta.testing;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.privacy.AddressHash;
import io.batuta.privacy.DataKey;
import io.batuta.privacy.KeyRing;
import io.batuta.privacy.PersonKeys;
import io.batuta.privacy.PersonalData;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the database holds encrypted, in clear; and the other way round, for tests to write. */
@ApplicationScoped
public class Clear {

  private final Sql sql;
  private final KeyRing ring;
  private final PersonKeys keys;
  private final AddressHash hash;

  Clear(Sql sql, KeyRing ring, PersonKeys keys, AddressHash hash) {
    this.sql = sql;
    this.ring = ring;
    this.keys = keys;
    this.hash = hash;
  }

  /** For stores that tests make themselves. */
  public KeyRing ring() {
    return ring;
  }

  /** Empty of who was erased. */
  public Optional<DataKey> key(DebtorId debtor) {
    return Await.on(() -> sql.acrossTenants(tx -> keys.ofDebtors(tx, List.of(debtor.value()))))
        .values()
        .stream()
        .findFirst();
  }

  /** As a statement takes it. */
  public io.vertx.core.buffer.Buffer encrypted(DebtorId debtor, PersonalData kind, String text) {
    return io.vertx.core.buffer.Buffer.buffer(key(debtor).orElseThrow().encrypt(kind, text));
  }

  /** In hex, as a statement's text takes it. */
  public String hash(String address) {
    return HexFormat.of().formatHex(hash.of(address));
  }

  public DebtorId debtor(Creditor creditor, String number) {
    return new DebtorId(
        ask(
                "SELECT debtor_id FROM debtor WHERE creditor_id = $1 AND number = $2",
                row -> row.getLong(0),
                creditor.id().value(),
                number)
            .getFirst());
  }

  /** Name, document and birth date, as far as they are there. */
  public String person(DebtorId debtor) {
    DataKey key = key(debtor).orElseThrow();
    return ask(
            "SELECT encrypted_name, encrypted_document, encrypted_birth_date FROM person WHERE debtor_id = $1",
            row ->
                (clear(key, PersonalData.NAME, row, 0)
                        + " "
                        + clear(key, PersonalData.DOCUMENT, row, 1)
                        + " "
                        + clear(key, PersonalData.BIRTH_DATE, row, 2))
                    .strip(),
            debtor.value())
        .getFirst();
  }

  /** {@code phone:+573333500001:1}, by kind and rank. */
  public List<String> points(DebtorId debtor) {
    DataKey key = key(debtor).orElseThrow();
    return ask(
        "SELECT encrypted_address, kind, rank FROM contact_point WHERE debtor_id = $1 ORDER BY kind, rank",
        row ->
            row.getString(1)
                + ":"
                + clear(key, PersonalData.ADDRESS, row, 0)
                + ":"
                + row.getInteger(2),
        debtor.value());
  }

  /** {@code in SMS pago el viernes}, by what was said. */
  public List<String> words(DebtorId debtor) {
    return key(debtor).stream()
        .flatMap(
            key ->
                ask(
                    "SELECT encrypted_text, direction, channel FROM words WHERE debtor_id = $1",
                    row ->
                        row.getString(1)
                            + " "
                            + row.getString(2)
                            + " "
                            + clear(key, PersonalData.WORDS, row, 0),
                    debtor.value())
                    .stream())
        .sorted()
        .toList();
  }

  /** What left. */
  public List<String> words(ContactId contact) {
    return ask(
            "SELECT encrypted_text, debtor_id FROM words WHERE contact_id = $1 AND direction = 'out'",
            row -> row,
            contact.value())
        .stream()
        .map(
            row ->
                clear(key(new DebtorId(row.getLong(1))).orElseThrow(), PersonalData.WORDS, row, 0))
        .toList();
  }

  /** Writes a text into a column of bytes as it is, which the product never does. */
  public void plainBytes(Creditor creditor, String text) {
    ask(
        "INSERT INTO opt_out (creditor_id, channel, address_hash, source, opted_out_at)"
            + " VALUES ($1, 'VISIT', convert_to($2, 'UTF8'), 'test', '2026-11-01T00:00Z') RETURNING 1",
        row -> row.getInteger(0),
        creditor.id().value(),
        text);
  }

  /** The words of an event that waits; null where it has none. */
  public @Nullable String waiting(String event) {
    DataKey key = installation();
    String words =
        ask(
                "SELECT encrypted_words FROM callback_event WHERE event_id = $1",
                row -> clear(key, PersonalData.CALLBACK, row, 0),
                event)
            .getFirst();
    return words.isEmpty() ? null : words;
  }

  /** Kept calls that hold this text: {@code sandbox unreadable no JSON}. */
  public List<String> calls(String text) {
    DataKey key = installation();
    return ask(
            "SELECT encrypted_body, concat_ws(' ', provider, state, why) FROM callback_body",
            row -> clear(key, PersonalData.CALLBACK, row, 0).contains(text) ? row.getString(1) : "")
        .stream()
        .filter(found -> !found.isEmpty())
        .toList();
  }

  private DataKey installation() {
    return Await.on(() -> sql.acrossTenants(ring::ofInstallation));
  }

  private static String clear(DataKey key, PersonalData kind, Row row, int column) {
    Buffer encrypted = row.getBuffer(column);
    return encrypted == null ? "" : key.decrypt(kind, encrypted.getBytes());
  }

  private <T> List<T> ask(String question, Function<Row, T> map, Object... arguments) {
    return Await.on(
        () -> sql.acrossTenants(tx -> tx.list(question, Tuple.tuple(List.of(arguments)), map)));
  }
}
