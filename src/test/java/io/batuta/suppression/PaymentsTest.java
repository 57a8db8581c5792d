package io.batuta.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PaymentsTest {

  private static final LocalDate DUE = LocalDate.parse("2026-10-01");

  @Inject Payments payments;
  @Inject Sql sql;
  @Inject People people;
  @Inject Clock clock;

  @Test
  void a_payment_lowers_the_balance_writes_its_fact_and_cancels_what_was_on_its_way() {
    Creditor bank = people.bank();
    DebtorId ana = people.debtor(bank, "1", DUE);
    plan(bank, ana);
    PaymentsReport report = record(bank, paid(0, "P1", "A1", "250.00"));
    assertEquals(new PaymentsReport(1, 0, 0, 1, 0, 0, List.of()), report);
    assertEquals("75000 active", text(bank, "SELECT balance_minor || ' ' || status FROM account"));
    assertEquals(
        "75000 2026-10-01", text(bank, "SELECT balance_minor || ' ' || due_date FROM debtor"));
    assertEquals(
        "CANCELLED PAID", text(bank, "SELECT state || ' ' || reason FROM planned_contact"));
    assertEquals(
        "cancelled,paid 25000 COP",
        text(
            bank,
            "SELECT string_agg(concat_ws(' ', kind, amount_minor, currency), ',' ORDER BY kind) FROM contact_fact"));
    assertEquals("1", text(bank, "SELECT count(last_paid_at)::text FROM contact_history"));
  }

  @Test
  void the_same_payment_twice_is_recorded_once() {
    Creditor bank = people.bank();
    people.debtor(bank, "1", DUE);
    Payment payment = paid(0, "P1", "A1", "250.00");
    record(bank, payment);
    assertEquals(new PaymentsReport(0, 1, 0, 0, 0, 0, List.of()), record(bank, payment));
    assertEquals(
        new PaymentsReport(1, 1, 0, 0, 0, 0, List.of()),
        record(bank, paid(0, "P2", "A1", "100"), paid(1, "P2", "A1", "100.0")));
    assertEquals("65000", text(bank, "SELECT balance_minor::text FROM account"));
    assertEquals("2", text(bank, "SELECT count(*)::text FROM contact_fact WHERE kind = 'paid'"));
  }

  @Test
  void two_calls_at_once_with_the_same_payments_record_each_once() {
    Creditor bank = people.bank();
    Payment[] all =
        IntStream.range(0, 20)
            .mapToObj(
                i -> {
                  people.debtor(bank, "" + i, DUE);
                  return paid(i, "P" + i, "A" + i, "10");
                })
            .toArray(Payment[]::new);
    Payment[] reversed = List.of(all).reversed().toArray(Payment[]::new);
    var one = CompletableFuture.supplyAsync(() -> record(bank, all));
    var other = CompletableFuture.supplyAsync(() -> record(bank, reversed));
    assertEquals(20, one.join().recorded() + other.join().recorded());
    assertEquals(20, one.join().duplicates() + other.join().duplicates());
    assertEquals("1980000", text(bank, "SELECT sum(balance_minor)::text FROM account"));
  }

  @Test
  void a_full_payment_settles_the_account_and_the_debtor_and_more_than_that_is_a_credit() {
    Creditor bank = people.bank();
    people.debtor(bank, "1", DUE);
    record(bank, paid(0, "P1", "A1", "1000"), paid(1, "P2", "A1", "50"));
    assertEquals("-5000 settled", text(bank, "SELECT balance_minor || ' ' || status FROM account"));
    assertEquals(
        "0 settled t",
        text(bank, "SELECT concat_ws(' ', balance_minor, status, due_date IS NULL) FROM debtor"));
  }

  @Test
  void what_pays_one_account_of_several_ends_what_was_on_its_way_for_it_however_little_it_is() {
    Creditor bank = people.bank();
    DebtorId ana = people.debtor(bank, "1", DUE);
    text(
        bank,
        "INSERT INTO account (creditor_id, debtor_id, number, currency, balance_minor, due_date) VALUES (%d, %d, 'A2', 'COP', 100, '%s') RETURNING number"
            .formatted(bank.id().value(), ana.value(), DUE));
    text(
        bank,
        "INSERT INTO house_rules (creditor_id, definition) VALUES (%d, '{\"silencingShareBasisPoints\": 1000}') RETURNING 'x'"
            .formatted(bank.id().value()));
    text(bank, "UPDATE debtor SET balance_minor = 100100 RETURNING number");
    plan(bank, ana);
    text(
        bank,
        "UPDATE planned_contact SET account_id = (SELECT account_id FROM account WHERE number = 'A2') RETURNING state");
    assertEquals(0, record(bank, paid(0, "P1", "A1", "1.00")).cancelledContacts());
    assertEquals(0, record(bank, paid(0, "P2", "A2", "0.50")).cancelledContacts());
    assertEquals("PLANNED", text(bank, "SELECT state FROM planned_contact"));
    assertEquals(1, record(bank, paid(0, "P3", "A2", "0.50")).cancelledContacts());
    assertEquals(
        "CANCELLED PAID", text(bank, "SELECT state || ' ' || reason FROM planned_contact"));
    assertEquals("0", text(bank, "SELECT count(last_paid_at)::text FROM contact_history"));
  }

  @Test
  void each_bad_payment_has_its_reason_and_the_rest_goes_on() {
    Creditor bank = people.bank();
    people.debtor(bank, "1", DUE);
    record(bank, paid(0, "P0", "A1", "1"));
    String now = clock.instant().toString();
    String today =
        clock.instant().plusSeconds(600).atZone(bank.timeZone()).toLocalDate().toString();
    String later = clock.instant().atZone(bank.timeZone()).toLocalDate().plusDays(2).toString();
    PaymentsReport report =
        record(
            bank,
            new Payment(0, null, "A1", "1", "COP", now),
            new Payment(1, "P1", "A9", "1", "COP", now),
            new Payment(2, "P2", "A1", "1", "USD", now),
            new Payment(3, "P3", "A1", "0", "COP", now),
            new Payment(4, "P4", "A1", "-5", "COP", now),
            new Payment(5, "P5", "A1", "1.005", "COP", now),
            new Payment(6, "P6", "A1", "1,5", "COP", now),
            new Payment(7, "P7", "A1", "1", "COP", later),
            new Payment(8, "P8", "A1", "1", "COP", "yesterday"),
            new Payment(9, "P9", "A1", "1", null, now),
            new Payment(10, "P0", "A1", "2", "COP", now),
            new Payment(11, "P10", "A1", "1", "COP", "2026-02-30"),
            new Payment(12, "P11", "A1", "99999999999999", "COP", now),
            new Payment(13, "ok", "A1", "1", "COP", now));
    assertEquals(1, report.recorded());
    assertEquals(13, report.rejected());
    assertEquals(
        List.of(
            "0 reference is missing, or the line has another length than its header",
            "3 amount a payment is above zero",
            "4 amount a payment is above zero",
            "5 amount more decimals than COP has",
            "6 amount expected a decimal such as 1250.00",
            "7 paidAt lies in the future: the creditor's business date is " + today,
            "8 paidAt expected RFC 3339, as 2026-11-23T10:00:00-05:00, or a day",
            "9 currency expected a currency by ISO 4217, as COP",
            "11 paidAt expected RFC 3339, as 2026-11-23T10:00:00-05:00, or a day",
            "12 amount beyond any debt",
            "1 accountNumber no account has this number",
            "2 currency the account is kept in COP",
            "10 reference is recorded with another account, amount or currency"),
        report.rejections().stream()
            .map(r -> r.line() + " " + r.field() + " " + r.reason())
            .toList());
    assertEquals("99800", text(bank, "SELECT balance_minor::text FROM account"));
  }

  @Test
  void a_promise_is_kept_when_the_payments_since_reach_it() {
    Creditor bank = people.bank();
    DebtorId ana = people.debtor(bank, "1", DUE);
    promise(bank, ana, 50_000L);
    record(bank, paid(0, "P1", "A1", "300"));
    assertEquals("open", text(bank, "SELECT state FROM promise"));
    record(bank, paid(0, "P2", "A1", "200"));
    assertEquals("kept", text(bank, "SELECT state FROM promise"));
    record(bank, paid(0, "P3", "A1", "200"));
    assertEquals(
        "1 50000",
        text(
            bank,
            "SELECT count(*) || ' ' || sum(amount_minor) FROM contact_fact WHERE kind = 'promise_kept'"));
  }

  @Test
  void a_promise_without_an_amount_is_kept_by_any_payment_but_not_by_one_known_before() {
    Creditor bank = people.bank();
    DebtorId ana = people.debtor(bank, "1", DUE);
    Payment before = paid(0, "P1", "A1", "1");
    record(bank, before);
    promise(bank, ana, null);
    record(bank, before);
    assertEquals("open", text(bank, "SELECT state FROM promise"));
    record(bank, paid(0, "P2", "A1", "1"));
    assertEquals("kept", text(bank, "SELECT state FROM promise"));
  }

  @Test
  void more_than_one_batch_is_recorded_whole() {
    Creditor bank = people.bank();
    people.debtor(bank, "1", DUE);
    Payment[] many =
        IntStream.range(0, 2_100)
            .mapToObj(i -> paid(i, "P" + i, "A1", "0.01"))
            .toArray(Payment[]::new);
    assertEquals(2_100, record(bank, many).recorded());
    assertEquals("97900", text(bank, "SELECT balance_minor::text FROM debtor"));
  }

  @Test
  void a_payment_reaches_only_the_accounts_of_its_creditor() {
    Creditor bank = people.bank();
    people.debtor(bank, "1", DUE);
    Creditor other = people.bank();
    assertEquals(1, record(other, paid(0, "P1", "A1", "1")).rejected());
    assertEquals("100000", text(bank, "SELECT balance_minor::text FROM account"));
  }

  private PaymentsReport record(Creditor bank, Payment... lines) {
    return Await.on(() -> payments.record(bank, List.of(lines)));
  }

  private Payment paid(long line, String reference, String account, String amount) {
    return new Payment(line, reference, account, amount, "COP", clock.instant().toString());
  }

  private void plan(Creditor bank, DebtorId debtor) {
    LocalDate night = LocalDate.parse("2026-11-23");
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                        """
                        INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step,
                          channel, provider, contact_point_id, template_id, state, priority, due_at, expires_at, cost_micros)
                        VALUES ($1, $2, $3, $4, 1, 1, 0, 'SMS', 'sandbox', 1, 1, 'PLANNED', 0, now(), now() + interval '1 hour', 0)
                        """,
                        Tuple.of(
                            ContactId.of(bank.id(), night, debtor, 0).value(),
                            bank.id().value(),
                            night,
                            debtor.value()))));
  }

  private void promise(Creditor bank, DebtorId debtor, Long minor) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                        "INSERT INTO promise (promise_id, creditor_id, debtor_id, amount_minor, currency, due_on, made_at)"
                            + " VALUES (gen_random_uuid(), $1, $2, $3, CASE WHEN $3::int8 IS NULL THEN NULL ELSE 'COP' END,"
                            + " '2026-12-01', $4)",
                        Tuple.of(
                            bank.id().value(),
                            debtor.value(),
                            minor,
                            clock.instant().atOffset(java.time.ZoneOffset.UTC)))));
  }

  private String text(Creditor bank, String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.tuple(), row -> row.getString(0))))
        .orElseThrow();
  }
}
