package io.batuta.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SegmentBuilderTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
  private static final Instant MORNING = Instant.parse("2026-11-23T13:00:00Z");

  @Inject Sql sql;
  @Inject SegmentBuilder builder;
  @Inject LedgerStore ledger;
  @Inject People people;

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
  private Creditor portfolio() {
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

  @Test
  void a_rule_finds_whom_it_says() {
    Creditor bank = portfolio();
    Map<String, String> wrong = new TreeMap<>();
    for (String line : MEANINGS.strip().lines().map(String::strip).toList()) {
      String rule = line.substring(0, line.lastIndexOf("=>")).strip();
      String expected = line.substring(line.lastIndexOf("=>") + 2).strip();
      String found = String.join("", preview(bank, rule).sample());
      if (!found.equals(expected)) {
        wrong.put(rule, "found " + found + " instead of " + expected);
      }
    }
    assertEquals(Map.of(), wrong);
  }

  private static final String MEANINGS =
      """
      days_past_due = 10 => ae
      days_past_due BETWEEN 1 AND 30 => ae
      days_past_due BETWEEN -5 AND -1 => c
      days_past_due NOT BETWEEN 1 AND 30 => bcd
      days_past_due > 90.5 => d
      10 < days_past_due => bd
      DAYS_PAST_DUE >= 40 and Age is null => bd
      due_date < TODAY - 30 => bd
      due_date = TODAY + 3 => c
      due_date BETWEEN DATE '2026-10-01' AND '2026-11-22' => abe
      due_date IN (TODAY - 40, '2026-11-26') => bc
      balance = 1000 => acde
      balance = 1000.00 => acde
      balance > 1000 => b
      balance > 2500.499 => b
      balance > 2500.5 =>
      balance IN (2500.5, 7) => b
      balance < 999999999999999999 => abcde
      balance > -999999999999999999.999999 => abcde
      principal = 2000 => a
      principal IS NULL => bcde
      utilisation = 50 => a
      accounts = 2 => d
      product = 'card' => a
      product LIKE 'c%d' => a
      status = 'active' => abcde
      status <> 'active' =>
      age < 40 => a
      NOT age < 40 => bcde
      age >= 40 OR sex = 'F' => ac
      sex IN ('F', 'X') => ab
      sex NOT IN ('F') => bc
      NOT sex IN ('F') => bcde
      region = 'Cauca' => ae
      region = 'cauca' =>
      region <> 'Cauca' => cd
      NOT region = 'Cauca' => bcd
      NOT (region = 'Cauca' OR age > 60) => bd
      NOT (NOT region = 'Cauca') => ae
      region IS NULL => b
      region IS NOT NULL => acde
      region = 'O''Higgins, Ñuñoa' => d
      region IN ('O''Higgins, Ñuñoa', ''' OR 1=1 -- ') => d
      region = ''') OR true /*' =>
      region LIKE '%Ñu_oa' => d
      region NOT LIKE '%a%' =>
      city LIKE '100\\%' => d
      city LIKE '1%\\%' => d
      city = 'Popayán' => a
      language <> 'es' => c
      time_zone = 'America/Bogota' AND income_band IS NULL => abcde
      days_since_last_contact IS NULL => bde
      days_since_last_contact = 0 => c
      days_since_last_contact = 7 => a
      last_channel = 'SMS' => ac
      days_since_last_reply = 5 => c
      replied_last_30_days => c
      NOT replied_last_30_days => abde
      replied_last_30_days = FALSE => abde
      days_since_last_payment > 60 => d
      attempts_last_7_days = 0 => abde
      attempts_last_7_days > 0 => c
      attempts_last_30_days = 1 => ac
      has_open_promise => b
      NOT has_open_promise => acde
      TRUE = has_open_promise => b
      has_open_promise <> TRUE => acde
      promise_due_on <= TODAY + 2 => b
      promise_due_on > TODAY + 2 =>
      has_phone AND NOT has_email => d
      has_whatsapp OR has_address =>
      opted_out_sms => e
      opted_out_email =>
      days_past_due = 10 AND NOT opted_out_sms => a
      attribute.branch = 'Centro' => a
      attribute.BRANCH LIKE 'Cen%' => a
      attribute.branch IS NULL => bcde
      attribute.score > 600 => a
      attribute.score > 99 => ac
      attribute.score = 99.50 => c
      NOT attribute.score > 600 => bcde
      attribute.score = 'n/a' => b
      attribute.score IN (700, 99.5) => ac
      attribute.score IN ('700') => a
      attribute.score BETWEEN 1 AND 1000 => ac
      attribute.opened < TODAY => d
      attribute.opened = DATE '2020-02-29' => d
      attribute.opened = '2020-02-30' => c
      attribute.nobody_has_this IS NULL => abcde
      days_past_due > 5 AND (region = 'Cauca' OR has_open_promise) AND NOT opted_out_sms => ab
      days_past_due > 90 OR days_past_due < 0 AND age > 60 => cd
      region IN ('Cauca') OR has_open_promise => abe
      region IN ('Cauca') AND age = 30 => a
      ((((days_past_due)) > ((90)))) => d
      """;

  @Test
  void a_preview_counts_only_those_who_may_be_cut() {
    Creditor bank = portfolio();
    SegmentPreview all = preview(bank, "balance > -1");
    assertEquals(5, all.debtors());
    assertEquals(new Money(650_050, bank.currency()), all.balance());
    change(bank, "UPDATE debtor SET balance_minor = 0 WHERE number = 'a'");
    change(bank, "UPDATE debtor SET status = 'deceased' WHERE number = 'b'");
    assertEquals(List.of("c", "d", "e"), preview(bank, "balance > -1").sample());
    SegmentPreview nobody = preview(people.bank(), "balance > 0");
    assertEquals(new SegmentPreview(0, new Money(0, bank.currency()), List.of()), nobody);
  }

  @Test
  void a_debtor_of_two_campaigns_is_cut_into_the_one_of_higher_priority() {
    Creditor bank = portfolio();
    List<CampaignCut> cuts =
        List.of(
            new CampaignCut(11, "days_past_due >= 0", 1),
            new CampaignCut(12, "region = 'Cauca'", 5),
            new CampaignCut(14, "days_past_due > 30", 3),
            new CampaignCut(13, "days_past_due > 30", 3),
            new CampaignCut(15, "NOT balance > 0", 9));
    assertEquals(4, cut(bank, TODAY, cuts));
    assertEquals("{a=12, b=13, d=13, e=12}", members(bank, TODAY));
  }

  @Test
  void a_night_cut_twice_keeps_the_list_of_the_first_time() {
    Creditor bank = portfolio();
    assertEquals(1, cut(bank, TODAY, List.of(new CampaignCut(1, "opted_out_sms", 1))));
    change(bank, "UPDATE debtor SET balance_minor = 0 WHERE number = 'e'");
    assertEquals(1, cut(bank, TODAY, List.of(new CampaignCut(2, "balance > 0", 1))));
    assertEquals("{e=1}", members(bank, TODAY));
    assertEquals(4, cut(bank, TODAY.plusDays(1), List.of(new CampaignCut(2, "balance > 0", 1))));
  }

  @Test
  void without_campaigns_nobody_is_cut() {
    assertEquals(0, cut(portfolio(), TODAY, List.of()));
  }

  @Test
  void a_night_with_a_rule_that_is_none_is_not_cut_at_all() {
    Creditor bank = portfolio();
    List<CampaignCut> cuts =
        List.of(new CampaignCut(1, "age > 0", 1), new CampaignCut(2, "age > ", 0));
    assertThrows(IllegalArgumentException.class, () -> cut(bank, TODAY, cuts));
    assertEquals("{}", members(bank, TODAY));
  }

  @Test
  void a_rule_sees_no_other_creditors_debtors() {
    Creditor bank = portfolio();
    portfolio();
    assertEquals(5, preview(bank, "balance > 0").debtors());
    assertEquals(5, cut(bank, TODAY, List.of(new CampaignCut(1, "balance > 0", 1))));
  }

  @Test
  void the_longest_rules_of_many_campaigns_fit_one_statement() {
    Creditor bank = portfolio();
    String longest = "region = 'x'" + " OR age = 1".repeat(300);
    List<CampaignCut> cuts =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(i -> new CampaignCut(i, longest.replace("= 1", "= 1" + i), i))
            .toList();
    assertEquals(0, cut(bank, TODAY, cuts));
  }

  @Test
  void every_fact_can_be_asked_of_the_database() {
    Creditor bank = portfolio();
    FactCatalogue.all()
        .forEach(fact -> assertTrue(preview(bank, fact.example()).debtors() >= 0, fact.name()));
  }

  private SegmentPreview preview(Creditor bank, String rule) {
    return Await.on(() -> builder.preview(bank, rule, TODAY));
  }

  private long cut(Creditor bank, LocalDate night, List<CampaignCut> cuts) {
    return Await.on(
        () -> sql.asTenant(bank.id().value(), tx -> builder.cut(tx, bank, night, cuts)));
  }

  private String members(Creditor bank, LocalDate night) {
    Map<String, Long> members = new TreeMap<>();
    Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        tx.list(
                            "SELECT number, campaign_id FROM segment_member JOIN debtor USING (debtor_id)"
                                + " WHERE night = $1",
                            Tuple.of(night),
                            row -> Map.entry(row.getString(0), row.getLong(1)))))
        .forEach(member -> members.put(member.getKey(), member.getValue()));
    return members.toString();
  }

  private void change(Creditor bank, String statement) {
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
