package io.batuta.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.supervision.Contactability;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bank takes back is owed again, and what is too little does not silence. */
@QuarkusTest
class ReversalsTest {

  private static final LocalDate DUE = LocalDate.parse("2026-10-01");

  @Inject Payments payments;
  @Inject Sql sql;
  @Inject People people;
  @Inject Clock clock;
  @Inject LedgerStore ledger;
  @Inject Contactability contactability;

  private Creditor bank;
  private DebtorId ana;

  @BeforeEach
  void a_bank_with_one_debtor_who_owes_a_thousand() {
    bank = people.bank();
    ana = people.debtor(bank, "1", DUE);
  }

  @Test
  void a_full_payment_that_is_taken_back_opens_the_account_and_brings_the_debtor_back() {
    record(paid("P1", "1000"));
    assertEquals("0 settled", account());
    assertEquals(new PaymentsReport(0, 0, 0, 0, 1, 0, List.of()), record(back("P1")));
    assertEquals("100000 active", account());
    assertEquals(
        "100000 active 2026-10-01",
        text("SELECT concat_ws(' ', balance_minor, status, due_date) FROM debtor"));
    assertEquals(
        "paid 100000 COP,payment_reversed 100000 COP",
        text(
            "SELECT string_agg(concat_ws(' ', kind, amount_minor, currency), ',' ORDER BY kind) FROM contact_fact"));
  }

  @Test
  void twice_it_is_taken_back_once_and_the_payment_stays_recorded() {
    record(paid("P1", "250"));
    record(back("P1"));
    assertEquals(new PaymentsReport(0, 1, 0, 0, 0, 0, List.of()), record(back("P1")));
    assertEquals(new PaymentsReport(0, 2, 0, 0, 0, 0, List.of()), record(back("P1"), back("P1")));
    assertEquals(1, record(paid("P1", "250")).duplicates());
    assertEquals("100000 active", account());
    assertEquals(
        "1", text("SELECT count(*)::text FROM contact_fact WHERE kind = 'payment_reversed'"));
  }

  @Test
  void of_two_that_ended_it_together_each_opens_it_again() {
    record(paid("P1", "600"));
    record(paid("P2", "400"));
    assertEquals("0 settled", account());
    record(back("P1"));
    assertEquals("60000 active", account());
    record(back("P2"));
    assertEquals("100000 active", account());
  }

  @Test
  void an_account_that_the_creditor_settled_stays_so() {
    record(paid("P1", "600"));
    text("UPDATE account SET status = 'settled', balance_minor = 0 RETURNING status");
    record(back("P1"));
    assertEquals("60000 settled", account());
  }

  @Test
  void what_the_creditor_settled_after_a_payment_had_stays_settled() {
    record(paid("P0", "400"));
    record(paid("P1", "600"));
    record(back("P1"));
    assertEquals("60000 active", account());
    text("UPDATE account SET status = 'settled', balance_minor = 0 RETURNING status");
    record(back("P0"));
    assertEquals("40000 settled", account());
  }

  @Test
  void what_a_person_stated_of_the_account_holds() {
    record(paid("P1", "1000"));
    text(
        "INSERT INTO stated_status (creditor_id, debtor_id, account_id, status, proof, stated_by, stated_at)"
            + " SELECT creditor_id, debtor_id, account_id, 'sued', 'file 7', 'key 1', now() FROM account RETURNING status");
    record(back("P1"));
    assertEquals("100000 sued", account());
    assertEquals("0", text("SELECT balance_minor::text FROM debtor"));
  }

  @Test
  void the_silence_of_a_payment_ends_with_it_and_that_of_another_stands() {
    text(
        "INSERT INTO house_rules (creditor_id, definition) VALUES (%d, '{\"paymentSilenceDays\": 30}') RETURNING 'x'"
            .formatted(bank.id().value()));
    Instant noon = nextWorkingNoon();
    record(paid("P1", "250"));
    assertEquals(Reason.PAID, refusal(noon));
    record(paid("P2", "50"));
    record(back("P2"));
    assertEquals(Reason.PAID, refusal(noon), "the first of them stands");
    record(back("P1"));
    assertNotEquals(Reason.PAID, refusal(noon));
    assertEquals("0", text("SELECT count(last_paid_at)::text FROM contact_history"));
  }

  private Instant nextWorkingNoon() {
    LocalDate day = LocalDate.ofInstant(clock.instant(), bank.timeZone()).plusDays(1);
    while (day.getDayOfWeek() != java.time.DayOfWeek.WEDNESDAY) {
      day = day.plusDays(1);
    }
    return day.atTime(12, 0).atZone(bank.timeZone()).toInstant();
  }

  private Reason refusal(Instant at) {
    return Await.on(() -> contactability.ask(bank, "1", at)).orElseThrow().ways().stream()
        .filter(way -> way.channel() == Channel.SMS)
        .findFirst()
        .map(way -> way.refusal() == null ? null : way.refusal().reason())
        .orElse(null);
  }

  @Test
  void one_that_comes_early_is_held_against_its_payment() {
    assertEquals(1, record(new Payment(0, "P1", "A1", "250", "COP", null, "true")).waiting());
    PaymentsReport other =
        record(
            new Payment(0, "P1", "A1", "249", "COP", null, "true"),
            new Payment(1, "P1", "A2", null, null, null, "true"),
            new Payment(2, "P1", "A1", "250.00", "COP", null, "true"));
    assertEquals(1, other.duplicates());
    assertEquals(
        List.of("amount", "accountNumber"),
        other.rejections().stream().map(PaymentRejection::field).toList());
    assertEquals(0, record(paid("P1", "300")).reversed());
    assertEquals("70000 active", account());
    assertEquals(1, record(new Payment(0, "P1", "A1", "300", "COP", null, "true")).reversed());
    assertEquals("100000 active", account());
  }

  @Test
  void two_lines_of_one_reference_with_other_amounts_are_no_duplicate() {
    record(paid("P1", "250"));
    PaymentsReport report =
        record(
            new Payment(0, "P1", "A1", "249", "COP", null, "true"),
            new Payment(1, "P1", "A1", "250", "COP", null, "true"));
    assertEquals(1, report.reversed());
    assertEquals(1, report.rejected());
    assertEquals(0, report.duplicates());
  }

  @Test
  void one_that_comes_before_its_payment_waits_for_it() {
    assertEquals(new PaymentsReport(0, 0, 0, 0, 0, 1, List.of()), record(back("P1")));
    assertEquals(new PaymentsReport(0, 1, 0, 0, 0, 0, List.of()), record(back("P1")));
    assertEquals(new PaymentsReport(1, 0, 0, 0, 1, 0, List.of()), record(paid("P1", "1000")));
    assertEquals("100000 active", account());
    assertEquals(1, record(paid("P1", "1000")).duplicates());
    assertEquals(1, record(back("P1")).duplicates());
    assertEquals("2", text("SELECT count(*)::text FROM contact_fact"));
  }

  @Test
  void a_payment_and_its_reversal_at_the_same_moment_come_to_nothing_in_any_order() {
    List<CompletableFuture<?>> all =
        IntStream.range(0, 12)
            .boxed()
            .<CompletableFuture<?>>mapMulti(
                (i, each) -> {
                  each.accept(CompletableFuture.runAsync(() -> record(paid("P" + i, "10"))));
                  each.accept(CompletableFuture.runAsync(() -> record(back("P" + i))));
                })
            .toList();
    all.forEach(CompletableFuture::join);
    assertEquals("100000 active", account());
    assertEquals("12", text("SELECT count(*)::text FROM payment WHERE reversed_at IS NOT NULL"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          A9, 250, COP, accountNumber
          A1, 249, COP, amount
          A1, 250, USD, amount
          A1, 250, XXX, currency
          A1, -250, COP, amount
          """)
  void one_that_says_other_than_its_payment_is_refused(
      String account, String amount, String currency, String field) {
    record(paid("P1", "250"));
    PaymentsReport report = record(new Payment(7, "P1", account, amount, currency, null, "true"));
    assertEquals(1, report.rejected());
    assertEquals(field, report.rejections().getFirst().field());
    assertEquals(7, report.rejections().getFirst().line());
    assertEquals("75000 active", account());
    assertEquals(1, record(new Payment(0, "P1", "A1", "250.00", "COP", null, "si")).reversed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"reference":"P1","reversed":{},"accountNumber":"A1","amount":"1","currency":"COP"} | reversed
          {"reference":"P1","reversed":[]} | reversed
          {"reference":"P1","reversed":true,"accountNumber":["A1"]} | accountNumber
          {"reference":"P1","reversed":true,"amount":{},"currency":"COP"} | amount
          {"reference":"P1","reversed":true,"paidAt":[]} | paidAt
          """)
  void a_list_or_an_object_is_not_taken_for_nothing_said(String line, String field) {
    var lines =
        (PaymentsReading.Lines)
            PaymentLines.parseJson(("[" + line + "]").getBytes(StandardCharsets.UTF_8));
    PaymentsReport report = Await.on(() -> payments.record(bank, lines.payments()));
    assertEquals(field, report.rejections().getFirst().field());
  }

  @Test
  void what_is_neither_true_nor_false_is_refused() {
    assertEquals(
        "reversed",
        record(new Payment(0, "P1", "A1", "1", "COP", "2026-11-01", "maybe"))
            .rejections()
            .getFirst()
            .field());
    assertEquals(
        1, record(new Payment(0, "P1", "A1", "1", "COP", "2026-11-01", "false")).recorded());
  }

  @Test
  void a_promise_that_it_had_kept_is_open_again() {
    promise("2026-12-31", 50_000L);
    record(paid("P1", "300"), paid("P2", "200"));
    assertEquals("kept", text("SELECT state FROM promise"));
    assertEquals("none", promised());
    record(back("P2"));
    assertEquals("open", text("SELECT state FROM promise"));
    assertEquals("2026-12-31", promised());
    record(paid("P3", "200"));
    assertEquals("kept", text("SELECT state FROM promise"));
    assertEquals("none", promised());
  }

  @Test
  void an_old_promise_that_is_broken_hides_no_newer_one() {
    promise("2026-12-30", 10_000L);
    record(paid("P1", "100"));
    text("UPDATE promise SET due_on = '2026-10-01' RETURNING state");
    promise("2026-12-31", 10_000L);
    record(back("P1"));
    assertEquals("broken,open", text("SELECT string_agg(state, ',' ORDER BY due_on) FROM promise"));
    assertEquals("2026-12-31", promised());
  }

  /** The day of the open promise, as rules and people are told it. */
  private String promised() {
    return text(
        "SELECT COALESCE(max(promise_due_on) FILTER (WHERE promise_closed_at IS NULL OR promise_closed_at < promise_made_at)::text, 'none') FROM contact_history");
  }

  @Test
  void a_promise_whose_day_has_gone_by_is_broken() {
    promise("2026-12-31", null);
    record(paid("P1", "300"));
    text("UPDATE promise SET due_on = '2026-10-01' RETURNING state");
    record(back("P1"));
    assertEquals("broken", text("SELECT state FROM promise"));
    assertEquals(
        "1", text("SELECT count(*)::text FROM contact_fact WHERE kind = 'promise_broken'"));
  }

  @Test
  void of_two_promises_that_it_had_kept_the_last_is_open() {
    promise("2026-12-30", 10_000L);
    text("UPDATE promise SET made_at = made_at - interval '1 minute' RETURNING state");
    record(paid("P1", "300"));
    promise("2026-12-31", 10_000L);
    text(
        "UPDATE promise SET made_at = made_at - interval '30 seconds', state = 'kept', closed_at = now() WHERE state = 'open' RETURNING state");
    text("UPDATE payment SET recorded_at = now() RETURNING reference");
    record(back("P1"));
    assertEquals(
        "2026-12-30 replaced,2026-12-31 open",
        text("SELECT string_agg(due_on || ' ' || state, ',' ORDER BY due_on) FROM promise"));
  }

  @Test
  void too_little_by_the_creditors_rule_pays_and_does_not_silence() {
    text(
        "INSERT INTO house_rules (creditor_id, definition) VALUES (%d, '{\"silencingShareBasisPoints\": 1000}') RETURNING 'x'"
            .formatted(bank.id().value()));
    record(paid("P1", "99.99"));
    assertEquals("90001 active", account());
    assertEquals(
        "t t",
        text(
            "SELECT concat_ws(' ', bool_and(last_paid_at IS NULL), bool_and(stopped_at IS NULL)) FROM contact_history"));
    assertEquals(
        "{\"quiet\": true}", text("SELECT detail::text FROM contact_fact WHERE kind = 'paid'"));
    record(paid("P2", "0.01"));
    assertEquals(
        "f f",
        text(
            "SELECT concat_ws(' ', bool_and(last_paid_at IS NULL), bool_and(stopped_at IS NULL)) FROM contact_history"),
        "both of the day together are a tenth");
  }

  private PaymentsReport record(Payment... lines) {
    return Await.on(() -> payments.record(bank, List.of(lines)));
  }

  private Payment paid(String reference, String amount) {
    return new Payment(0, reference, "A1", amount, "COP", clock.instant().toString());
  }

  private static Payment back(String reference) {
    return new Payment(0, reference, null, null, null, null, "true");
  }

  private String account() {
    return text("SELECT balance_minor || ' ' || status FROM account");
  }

  private void promise(String dueOn, Long minor) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                            "INSERT INTO promise (promise_id, creditor_id, debtor_id, amount_minor, currency, due_on, made_at)"
                                + " VALUES (gen_random_uuid(), $1, $2, $3, CASE WHEN $3::int8 IS NULL THEN NULL ELSE 'COP' END,"
                                + " $4, $5)",
                            Tuple.of(
                                bank.id().value(),
                                ana.value(),
                                minor,
                                LocalDate.parse(dueOn),
                                clock.instant().atOffset(ZoneOffset.UTC)))
                        .chain(
                            () ->
                                ledger.append(
                                    tx,
                                    List.of(
                                        ContactFact.about(
                                                bank.id(),
                                                ana,
                                                FactKind.PROMISE_MADE,
                                                clock.instant())
                                            .worth(null, LocalDate.parse(dueOn))),
                                    clock.instant()))));
  }

  private String text(String statement) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.tuple(), row -> row.getString(0))))
        .orElseThrow();
  }
}
