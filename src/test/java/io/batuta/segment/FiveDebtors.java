package io.batuta.segment;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A bank whose five debtors differ in all that rules ask. */
@ApplicationScoped
class FiveDebtors {

  static final LocalDate TODAY = LocalDate.parse("2026-11-23");
  private static final Instant MORNING = Instant.parse("2026-11-23T13:00:00Z");

  private final Sql sql;
  private final LedgerStore ledger;
  private final People people;

  FiveDebtors(Sql sql, LedgerStore ledger, People people) {
    this.sql = sql;
    this.ledger = ledger;
    this.people = people;
  }

  /**
   * Five debtors, told by the letter they are numbered with.
   *
   * <ul>
   *   <li>a: 10 days past due, owes 1,000.00; Cauca; F, 30; attributes branch and score 700
   *   <li>b: 40 days; owes 2,500.50; no region; X; score "n/a"; promise open for 25 November
   *   <li>c: due in 3 days; Antioquia; M, 61; attempt today, reply 5 days ago, opened on a date
   *   <li>d: 95 days; region with a quote and an ñ; two accounts; paid 70 days ago; no e-mail
   *   <li>e: 10 days, exactly as a, and silenced on SMS
   * </ul>
   */
  Creditor portfolio() {
    Creditor bank = people.bank();
    DebtorId a = people.debtor(bank, "a", TODAY.minusDays(10));
    DebtorId b = people.debtor(bank, "b", TODAY.minusDays(40));
    DebtorId c = people.debtor(bank, "c", TODAY.plusDays(3));
    DebtorId d = people.debtor(bank, "d", TODAY.minusDays(95));
    people.debtor(bank, "e", TODAY.minusDays(10));
    for (String change :
        List.of(
            "UPDATE debtor SET region = 'Cauca', city = 'Popayán', sex = 'F', age = 30,"
                + " attributes = '{\"branch\":\"Centro\",\"score\":\"700\"}' WHERE number = 'a'",
            "UPDATE debtor SET balance_minor = 250050, sex = 'X', attributes = '{\"score\":\"n/a\"}'"
                + " WHERE number = 'b'",
            "UPDATE debtor SET region = 'Antioquia', city = 'Medellín', sex = 'M', age = 61, language = 'en',"
                + " attributes = '{\"score\":\"99.5\",\"opened\":\"2020-02-30\"}' WHERE number = 'c'",
            "UPDATE debtor SET region = 'O''Higgins, Ñuñoa', city = '100%',"
                + " attributes = '{\"opened\":\"2020-02-29\"}' WHERE number = 'd'",
            "UPDATE debtor SET region = 'Cauca' WHERE number = 'e'",
            "UPDATE account SET product = 'card', principal_minor = 200000 WHERE number = 'Aa'",
            "INSERT INTO account (creditor_id, debtor_id, number, currency, balance_minor, due_date)"
                + " SELECT creditor_id, debtor_id, 'Ad2', 'COP', 5, due_date FROM debtor WHERE number = 'd'",
            "DELETE FROM contact_point WHERE kind = 'email'"
                + " AND debtor_id = (SELECT debtor_id FROM debtor WHERE number = 'd')",
            "INSERT INTO opt_out (creditor_id, channel, address_hash, source, opted_out_at)"
                + " SELECT p.creditor_id, 'SMS', p.address_hash, 'test', '2026-11-01T00:00Z'"
                + " FROM contact_point p JOIN debtor USING (debtor_id) WHERE number = 'e' AND kind = 'phone'")) {
      Await.on(() -> sql.asTenant(bank.id().value(), tx -> tx.run(change, Tuple.tuple())));
    }
    remember(
        bank,
        List.of(
            ContactFact.about(
                    bank.id(), b, FactKind.PROMISE_MADE, MORNING.minus(2, ChronoUnit.DAYS))
                .worth(null, TODAY.plusDays(2)),
            attempt(bank, c, TODAY, MORNING),
            ContactFact.about(bank.id(), c, FactKind.REPLIED, MORNING.minus(5, ChronoUnit.DAYS))
                .on(Channel.EMAIL, null),
            ContactFact.about(bank.id(), d, FactKind.PAID, MORNING.minus(70, ChronoUnit.DAYS))
                .worth(new Money(100, bank.currency()), null),
            attempt(bank, a, TODAY.minusDays(7), MORNING.minus(7, ChronoUnit.DAYS))));
    return bank;
  }

  /** Changes something of it. */
  void change(Creditor bank, String statement) {
    Await.on(() -> sql.asTenant(bank.id().value(), tx -> tx.run(statement, Tuple.tuple())));
  }

  private static ContactFact attempt(Creditor bank, DebtorId who, LocalDate night, Instant at) {
    return ContactFact.about(bank.id(), who, FactKind.SENT, at)
        .ofContact(ContactId.of(bank.id(), night, who, 0), night, 1L, null)
        .on(Channel.SMS, null);
  }

  private void remember(Creditor bank, List<ContactFact> facts) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    ledger
                        .ensureMonths(tx, TODAY, 2)
                        .chain(() -> ledger.append(tx, facts, MORNING))));
  }
}
