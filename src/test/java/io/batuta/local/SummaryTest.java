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
import io.batuta.testing.Facts;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
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
  private static final Instant LATE = Instant.parse("2026-11-24T03:00:00Z");
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
  void every_rule_tells_of_how_many_contacts_it_was_asked_and_how_many_broke_it() {
    append(NINE, sent(ana, 0, NINE), sent(beto, 0, NINE));
    append(Instant.parse("2026-11-24T03:00:00Z"), sent(ana, 1, LATE)); // 22:00
    assertEquals("2 of 3 kept, 1 against", rule("ley-2300-art-3/window"));
    assertEquals("3 of 3 kept, 0 against", rule("ley-2300-art-3/once-a-day"));
    assertEquals(1, summary().getLong("contactsOutsideWindow"));
  }

  @Test
  void after_an_answer_a_second_contact_that_day_or_another_channel_that_week_is_counted() {
    append(NINE, sent(ana, 0, NINE), sent(beto, 0, NINE));
    Instant heard = NINE.plusSeconds(600);
    append(heard, fact(ana, FactKind.REPLIED, heard).on(Channel.SMS, null));
    Instant noon = NINE.plusSeconds(3 * 3600);
    append(noon, sent(ana, 1, noon), sent(beto, 1, noon)); // nobody has heard of Beto
    assertEquals("3 of 4 kept, 1 against", rule("ley-2300-art-3/once-a-day"));
    assertEquals("4 of 4 kept, 0 against", rule("ley-2300-art-3/one-channel-seven-days"));
    Instant thursday = NINE.plusSeconds(3 * 86_400);
    append(thursday, on(Channel.EMAIL, ana, 2, thursday), on(Channel.EMAIL, beto, 2, thursday));
    assertEquals("5 of 6 kept, 1 against", rule("ley-2300-art-3/one-channel-calendar-week"));
    assertEquals(2, summary().getLong("contactsOutsideWindow"));
  }

  @Test
  void what_was_proven_not_to_have_left_is_not_counted() {
    append(
        LATE,
        fact(ana, FactKind.UNCERTAIN, LATE)
            .ofContact(id(ana, 0), MONDAY, 1L, null)
            .on(Channel.SMS, null));
    assertEquals(1, summary().getLong("contactsOutsideWindow"));
    append(
        LATE,
        fact(ana, FactKind.NOT_SENT, LATE)
            .ofContact(id(ana, 0), MONDAY, 1L, null)
            .on(Channel.SMS, null));
    assertEquals(0, summary().getLong("contactsOutsideWindow"));
  }

  @Test
  void a_third_written_contact_of_a_week_and_one_too_soon_are_counted_in_chile() {
    bank = people.bank("CL");
    ana = people.debtor(bank, "1", MONDAY);
    for (int day : List.of(0, 1, 3)) {
      Instant at = NINE.plusSeconds(day * 86_400L);
      append(at, sent(ana, day, at));
    }
    // Tuesday comes too soon after Monday, Thursday after Tuesday; Thursday is the third.
    assertEquals("1 of 3 kept, 2 against", rule("art-37/written-apart"));
    assertEquals("2 of 3 kept, 1 against", rule("art-37/written-calendar-week"));
    assertEquals("2 of 3 kept, 1 against", rule("art-37/written-seven-days"));
    assertEquals(2, summary().getLong("contactsOutsideWindow"));
  }

  @Test
  void a_country_without_law_for_a_channel_or_a_year_without_holidays_is_against_the_law() {
    bank = people.bank("MX");
    ana = people.debtor(bank, "1", MONDAY);
    Instant saturday = Instant.parse("2026-11-28T16:00:00Z");
    append(saturday, sent(ana, 0, saturday));
    assertEquals("0 of 1 kept, 1 against", rule("condusef-2014/weekdays"));
    Instant longAgo = Instant.parse("2014-09-01T16:00:00Z");
    append(saturday, sent(ana, 1, longAgo)); // before the law's first day
    assertEquals("no law of these hours", rulesAgainst().getLast());
    Instant beyond = Instant.parse("2031-03-03T16:00:00Z");
    append(saturday, sent(ana, 2, beyond));
    assertEquals("holidays of the year not known", rulesAgainst().get(1));
  }

  @Test
  void a_channel_that_was_not_authorised_a_dispute_and_a_case_in_hand_are_counted() {
    bank = people.bank("US");
    ana = people.debtor(bank, "1", MONDAY);
    beto = people.debtor(bank, "2", MONDAY);
    Instant ten = NINE.plusSeconds(3_600);
    append(NINE, fact(ana, FactKind.DISPUTED, NINE), fact(beto, FactKind.HELD, NINE));
    append(ten, sent(ana, 0, ten), sent(beto, 0, ten));
    append(ten.plusSeconds(60), fact(beto, FactKind.RELEASED, ten));
    append(ten.plusSeconds(120), sent(beto, 1, ten.plusSeconds(120)));
    assertEquals("2 of 3 kept, 1 against", rule("reg-f-1006-38/disputed"));
    assertEquals("2 of 3 kept, 1 against", rule("a person has the case"));
    bank = people.bank("CO");
    ana = people.debtor(bank, "1", MONDAY);
    append(NINE, sent(ana, 0, NINE));
    assertEquals("1 of 1 kept, 0 against", rule("ley-2300-art-2/authorised-channels"));
    run("UPDATE debtor SET authorised_channels = '{EMAIL}' WHERE debtor_id = " + ana.value());
    assertEquals("0 of 1 kept, 1 against", rule("ley-2300-art-2/authorised-channels"));
  }

  @Test
  void a_contact_with_somebody_who_is_no_debtor_is_not_dropped() throws Exception {
    append(NINE, sent(ana, 0, NINE));
    Facts.forge("UPDATE contact_fact SET debtor_id = 0 WHERE creditor_id = " + bank.id().value());
    assertEquals(List.of("no law of these hours", "whose clock is not known"), rulesAgainst());
    assertEquals(1, summary().getLong("contactsOutsideWindow"));
  }

  private void run(String statement) {
    Await.on(() -> sql.asTenant(bank.id().value(), tx -> tx.run(statement, Tuple.tuple())));
  }

  private List<String> rulesAgainst() {
    return summary().getJsonObject("law").getJsonArray("rules").stream()
        .map(JsonObject.class::cast)
        .filter(rule -> rule.getLong("outside") > 0)
        .map(rule -> rule.getString("rule"))
        .toList();
  }

  private String rule(String id) {
    JsonObject found =
        summary().getJsonObject("law").getJsonArray("rules").stream()
            .map(JsonObject.class::cast)
            .filter(rule -> rule.getString("rule").equals(id))
            .findFirst()
            .orElseThrow();
    long checked = found.getLong("checked");
    long against = found.getLong("outside");
    return (checked - against) + " of " + checked + " kept, " + against + " against";
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
    return on(Channel.SMS, debtor, step, at);
  }

  private ContactFact on(Channel channel, DebtorId debtor, int step, Instant at) {
    return fact(debtor, FactKind.SENT, at)
        .ofContact(id(debtor, step), MONDAY, 1L, null)
        .on(channel, null);
  }

  private ContactId id(DebtorId debtor, int step) {
    return ContactId.of(bank.id(), MONDAY, debtor, step);
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
