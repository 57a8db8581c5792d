package io.batuta.campaign;

import io.batuta.ledger.LedgerStore;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.telemetry.Figures;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A bank at work, for tests: people who owe, a campaign over them, and questions about them. */
@ApplicationScoped
class Desks {

  static final LocalDate MONDAY = LocalDate.parse("2026-11-23");

  /** Two in the morning in Bogotá. */
  static final Instant SMALL_HOURS = Instant.parse("2026-11-23T07:00:00Z");

  static final String SMS_THEN_EMAIL =
      """
      {"type":"ladder","rungs":[
        {"channel":"SMS","wait":"PT4H","from":"09:00","spread":"PT2H"},
        {"channel":"EMAIL","wait":"PT24H","condition":"NO_ANSWER","from":"14:00"}]}""";

  private final Sql sql;
  private final People people;
  private final NightCut cut;
  private final Planner planner;
  private final NightStore nights;
  private final LedgerStore ledger;
  private final Figures figures;

  Desks(
      Sql sql,
      People people,
      NightCut cut,
      Planner planner,
      NightStore nights,
      LedgerStore ledger,
      Figures figures) {
    this.sql = sql;
    this.people = people;
    this.cut = cut;
    this.planner = planner;
    this.nights = nights;
    this.ledger = ledger;
    this.figures = figures;
  }

  /** A night at a given hour. */
  Night nightAt(Instant now) {
    return night(Clock.fixed(now, ZoneOffset.UTC));
  }

  /** The same, whose figures are told on the standard output of this moment. */
  Night nightTold(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new Night(clock, sql, cut, planner, nights, new Figures(clock, Optional.of("emf")));
  }

  Night night(Clock clock) {
    return new Night(clock, sql, cut, planner, nights, figures);
  }

  /** A bank with routes for SMS and e-mail, a template for each, and no debtor or campaign yet. */
  Creditor bank() {
    Creditor bank = people.bank();
    Await.on(() -> sql.asTenant(bank.id().value(), tx -> ledger.ensureMonths(tx, MONDAY, 2)));
    run(
        bank,
        "INSERT INTO channel_route (creditor_id, channel, provider, sender, unit_cost_micros)"
            + " VALUES ($1, 'SMS', 'sandbox', 'BATUTA', 10000000), ($1, 'EMAIL', 'sandbox', 'a@b.example', 1000000)");
    template(bank, "aviso", "SMS", "Hola {name}, su saldo es {balance}.");
    template(bank, "correo", "EMAIL", "Hola {name}");
    return bank;
  }

  List<DebtorId> debtors(Creditor bank, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> people.debtor(bank, Integer.toString(i), MONDAY.minusDays(40)))
        .toList();
  }

  void template(Creditor bank, String name, String channel, String body) {
    run(
        bank,
        "INSERT INTO message_template (creditor_id, name, version, channel, language, body)"
            + " SELECT $1, '%s', 1 + count(*), '%s', 'es', '%s' FROM message_template WHERE creditor_id = $1 AND name = '%s'"
                .formatted(name, channel, body, name));
  }

  /** A campaign over those whom {@code rule}, a condition on {@code debtor}, selects. */
  void campaign(Creditor bank, String name, String rule, int priority, String strategy) {
    run(
        bank,
        "INSERT INTO segment (creditor_id, name, rule) VALUES ($1, '%s', '%s')"
            .formatted(name, rule.replace("'", "''")));
    run(
        bank,
        "INSERT INTO strategy (creditor_id, name, definition) VALUES ($1, '%s', '%s')"
            .formatted(name, strategy));
    run(
        bank,
        """
        INSERT INTO campaign (creditor_id, name, segment, strategy, templates, priority)
        VALUES ($1, '%1$s', '%1$s', '%1$s', '{"SMS":{"es":"aviso"},"EMAIL":{"es":"correo"}}', %2$d)
        """
            .formatted(name, priority));
  }

  /** Runs a statement whose $1 is the bank. */
  void run(Creditor bank, String statement) {
    Await.on(
        () ->
            sql.asTenant(bank.id().value(), tx -> tx.run(statement, Tuple.of(bank.id().value()))));
  }

  /** One number; $1 is the bank. */
  long count(Creditor bank, String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.of(bank.id().value()), row -> row.getLong(0))))
        .orElseThrow();
  }

  /** Some texts, one per row; $1 is the bank. */
  List<String> texts(Creditor bank, String statement) {
    return Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx -> tx.list(statement, Tuple.of(bank.id().value()), row -> row.getString(0))));
  }

  long contacts(Creditor bank) {
    return count(bank, "SELECT count(*) FROM planned_contact WHERE creditor_id = $1");
  }

  long facts(Creditor bank) {
    return count(bank, "SELECT count(*) FROM contact_fact WHERE creditor_id = $1");
  }
}
