package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The counters of the three promises fire: a ledger that breaks one is told from one that does not.
 */
@QuarkusTest
class SummaryTest {

  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final Instant NINE = Instant.parse("2026-11-23T14:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-11-24T01:30:00Z");

  @Inject Sql sql;
  @Inject LedgerStore ledger;
  @Inject People people;

  private Creditor bank;
  private DebtorId ana;
  private DebtorId beto;

  @BeforeEach
  void debtors() {
    bank = people.bank();
    ana = people.debtor(bank, "1", MONDAY);
    beto = people.debtor(bank, "2", MONDAY);
  }

  @Test
  void a_day_that_kept_its_promises_counts_zero() {
    append(NINE, sent(ana, 0, NINE), sent(beto, 0, NINE));
    append(NINE.plusSeconds(60), fact(ana, FactKind.OPTED_OUT, NINE).on(Channel.SMS, null));
    JsonObject summary = summary();
    assertEquals(0, summary.getLong("duplicateContacts"));
    assertEquals(0, summary.getLong("contactsOutsideWindow"));
    assertEquals(0, summary.getLong("contactsAfterStop"));
    assertEquals(new JsonObject().put("SMS", 2), summary.getJsonObject("sent"));
    assertEquals(2, summary.getLong("debtors"));
    assertEquals(1, summary.getLong("optedOut"));
    assertEquals(3, summary.getLong("ledgerFacts"));
  }

  @Test
  void a_contact_that_left_twice_is_counted() {
    append(NINE, sent(ana, 0, NINE), sent(beto, 0, NINE));
    append(NINE.plusSeconds(60), sent(ana, 0, NINE.plusSeconds(60)));
    assertEquals(1, summary().getLong("duplicateContacts"));
  }

  @Test
  void contacts_on_a_sunday_a_holiday_or_out_of_hours_are_counted() {
    for (String at :
        List.of(
            "2026-11-23T11:59:59Z", // 06:59:59
            "2026-11-24T00:00:00Z", // 19:00
            "2026-11-21T20:00:00Z", // Saturday 15:00
            "2026-11-22T15:00:00Z", // Sunday
            "2026-12-08T15:00:00Z")) { // Immaculate Conception
      append(Instant.parse(at), sent(ana, 0, Instant.parse(at)));
    }
    append(NINE, sent(ana, 0, Instant.parse("2026-11-23T12:00:00Z"))); // 07:00
    append(NINE, sent(ana, 0, Instant.parse("2026-11-21T19:59:59Z"))); // Saturday 14:59:59
    assertEquals(5, summary().getLong("contactsOutsideWindow"));
  }

  @Test
  void contacts_after_a_stop_a_payment_or_under_a_promise_are_counted() {
    append(NINE, fact(ana, FactKind.OPTED_OUT, NINE).on(Channel.SMS, null));
    append(NINE, sent(ana, 0, NINE));
    append(NINE, fact(beto, FactKind.PAID, NINE).worth(pesos(), null));
    append(NINE.plusSeconds(60), sent(beto, 0, NINE.plusSeconds(60)));
    DebtorId carla = people.debtor(bank, "3", MONDAY);
    append(NINE, fact(carla, FactKind.PROMISE_MADE, NINE).worth(null, MONDAY.plusDays(2)));
    append(NINE.plusSeconds(60), sent(carla, 0, NINE.plusSeconds(60)));
    assertEquals(3, summary().getLong("contactsAfterStop"));
  }

  @Test
  void withheld_and_intents_are_told_apart() {
    append(
        NINE,
        fact(ana, FactKind.WITHHELD, NINE).inNight(MONDAY, null).because(Reason.FREQUENCY),
        fact(beto, FactKind.REPLIED, NINE)
            .on(Channel.SMS, null)
            .explained(
                new JsonObject().put("intents", new JsonArray().add("promise").add("other"))));
    JsonObject summary = summary();
    assertEquals(new JsonObject().put("FREQUENCY", 1), summary.getJsonObject("withheld"));
    assertEquals(
        new JsonObject().put("other", 1).put("promise", 1), summary.getJsonObject("intents"));
  }

  private JsonObject summary() {
    return Await.on(() -> new Summary(sql, bank).of(MONDAY, EVENING));
  }

  private ContactFact sent(DebtorId debtor, int step, Instant at) {
    return fact(debtor, FactKind.SENT, at)
        .ofContact(ContactId.of(bank.id(), MONDAY, debtor, step), MONDAY, 1L, null)
        .on(Channel.SMS, null);
  }

  private ContactFact fact(DebtorId debtor, FactKind kind, Instant at) {
    return ContactFact.about(bank.id(), debtor, kind, at);
  }

  private static Money pesos() {
    return new Money(1_000, Currency.getInstance("COP"));
  }

  private void append(Instant recordedAt, ContactFact... facts) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    ledger
                        .ensureMonths(tx, LocalDate.parse("2026-11-01"), 3)
                        .chain(() -> ledger.append(tx, List.of(facts), recordedAt))));
  }
}
