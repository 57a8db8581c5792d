package io.batuta.segment;

import static io.batuta.segment.FiveDebtors.TODAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whom a rule finds, asked of the database. */
@QuarkusTest
class RuleMeaningTest {

  @Inject SegmentBuilder builder;
  @Inject FiveDebtors five;
  @Inject People people;

  @Test
  void a_rule_finds_whom_it_says() {
    Creditor bank = five.portfolio();
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
    Creditor bank = five.portfolio();
    SegmentPreview all = preview(bank, "balance > -1");
    assertEquals(5, all.debtors());
    assertEquals(new Money(650_050, bank.currency()), all.balance());
    five.change(bank, "UPDATE debtor SET balance_minor = 0 WHERE number = 'a'");
    five.change(bank, "UPDATE debtor SET status = 'deceased' WHERE number = 'b'");
    assertEquals(List.of("c", "d", "e"), preview(bank, "balance > -1").sample());
    SegmentPreview nobody = preview(people.bank(), "balance > 0");
    assertEquals(new SegmentPreview(0, new Money(0, bank.currency()), List.of()), nobody);
  }

  @Test
  void every_fact_can_be_asked_of_the_database() {
    Creditor bank = five.portfolio();
    FactCatalogue.all()
        .forEach(fact -> assertTrue(preview(bank, fact.example()).debtors() >= 0, fact.name()));
  }

  private SegmentPreview preview(Creditor bank, String rule) {
    return Await.on(() -> builder.preview(bank, rule, TODAY));
  }
}
