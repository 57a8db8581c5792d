package io.batuta.supervision;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.privacy.PersonalData;
import io.batuta.testing.Await;
import io.batuta.testing.Clear;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A bank, and the ways in which tests of supervision let things happen at it. */
abstract class SupervisionScene {

  static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  static final Instant EVENING_BEFORE = Instant.parse("2026-11-23T02:00:00Z");
  static final Instant TEN = Instant.parse("2026-11-23T15:00:00Z");
  static final Instant ELEVEN = Instant.parse("2026-11-23T16:00:00Z");

  @Inject People people;
  @Inject Keys keys;
  @Inject Sql sql;
  @Inject Clear clear;
  @Inject LedgerStore ledger;

  Creditor bank;
  String path;

  @BeforeEach
  void a_bank() {
    bank = people.bank();
    path = "/api/v1/creditors/" + bank.code();
  }

  ContactFact fact(DebtorId debtor, FactKind kind, Instant at) {
    return ContactFact.about(bank.id(), debtor, kind, at)
        .ofContact(ContactId.of(bank.id(), MON_2026_11_23, debtor, 0), MON_2026_11_23, 1L, null)
        .on(Channel.SMS, null);
  }

  void append(ContactFact... facts) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    ledger
                        .ensureMonths(tx, MON_2026_11_23, 2)
                        .chain(() -> ledger.append(tx, List.of(facts), ELEVEN.plusSeconds(60)))));
  }

  void plan(DebtorId debtor, int step, String channel, String state, int hour) {
    OffsetDateTime due = OffsetDateTime.parse("2026-11-23T%02d:00:00-05:00".formatted(hour));
    run(
        """
        INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
          provider, contact_point_id, template_id, state, priority, due_at, expires_at, wait_until, cost_micros, sent_at)
        SELECT $1, $2, '2026-11-23', $3, 1, 1, $4, $5, 'sandbox', 1, 1, $6, 1, $7, $7::timestamptz + interval '2 hours',
          $7, 25000000, $7
        """,
        Tuple.tuple()
            .addUUID(ContactId.of(bank.id(), MON_2026_11_23, debtor, step).value())
            .addInteger(bank.id().value())
            .addLong(debtor.value())
            .addInteger(step)
            .addString(channel)
            .addString(state)
            .addOffsetDateTime(due));
  }

  void night(long members) {
    run(
        """
        INSERT INTO night (creditor_id, night, state, shards, members, started_at, finished_at)
        VALUES ($1, '2026-11-23', 'planned', 1, $2, now(), now())
        """,
        Tuple.of(bank.id().value(), members));
  }

  void say(DebtorId debtor, String direction, String text, Instant at) {
    run(
        """
        INSERT INTO words (creditor_id, debtor_id, contact_id, direction, channel, encrypted_text, occurred_at)
        VALUES ($1, $2, $3, $4, 'SMS', $5, $6)
        """,
        Tuple.of(
            bank.id().value(),
            debtor.value(),
            ContactId.of(bank.id(), MON_2026_11_23, debtor, 0).value(),
            direction,
            clear.encrypted(debtor, PersonalData.WORDS, text),
            at.atOffset(java.time.ZoneOffset.UTC)));
  }

  void region(DebtorId debtor, String region) {
    run("UPDATE debtor SET region = $2 WHERE debtor_id = $1", Tuple.of(debtor.value(), region));
  }

  void run(String statement, Tuple arguments) {
    Await.on(() -> sql.asTenant(bank.id().value(), tx -> tx.run(statement, arguments)));
  }

  List<String> rows(String statement) {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx -> tx.list(statement, Tuple.of(bank.id().value()), row -> row.getString(0))));
  }
}
