package io.batuta.segment;

import static io.batuta.segment.FiveDebtors.TODAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who is cut into which campaign. */
@QuarkusTest
class SegmentBuilderTest {

  @Inject Sql sql;
  @Inject SegmentBuilder builder;
  @Inject FiveDebtors five;

  @Test
  void a_debtor_of_two_campaigns_is_cut_into_the_one_of_higher_priority() {
    Creditor bank = five.portfolio();
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
    Creditor bank = five.portfolio();
    assertEquals(1, cut(bank, TODAY, List.of(new CampaignCut(1, "opted_out_sms", 1))));
    five.change(bank, "UPDATE debtor SET balance_minor = 0 WHERE number = 'e'");
    assertEquals(1, cut(bank, TODAY, List.of(new CampaignCut(2, "balance > 0", 1))));
    assertEquals("{e=1}", members(bank, TODAY));
    assertEquals(4, cut(bank, TODAY.plusDays(1), List.of(new CampaignCut(2, "balance > 0", 1))));
  }

  @Test
  void without_campaigns_nobody_is_cut() {
    assertEquals(0, cut(five.portfolio(), TODAY, List.of()));
  }

  @Test
  void a_night_with_a_rule_that_is_none_is_not_cut_at_all() {
    Creditor bank = five.portfolio();
    List<CampaignCut> cuts =
        List.of(new CampaignCut(1, "age > 0", 1), new CampaignCut(2, "age > ", 0));
    assertThrows(IllegalArgumentException.class, () -> cut(bank, TODAY, cuts));
    assertEquals("{}", members(bank, TODAY));
  }

  @Test
  void a_rule_sees_no_other_creditors_debtors() {
    Creditor bank = five.portfolio();
    five.portfolio();
    assertEquals(5, preview(bank, "balance > 0").debtors());
    assertEquals(5, cut(bank, TODAY, List.of(new CampaignCut(1, "balance > 0", 1))));
  }

  @Test
  void the_longest_rules_of_many_campaigns_fit_one_statement() {
    Creditor bank = five.portfolio();
    String longest = "region = 'x'" + " OR age = 1".repeat(300);
    List<CampaignCut> cuts =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(i -> new CampaignCut(i, longest.replace("= 1", "= 1" + i), i))
            .toList();
    assertEquals(0, cut(bank, TODAY, cuts));
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
}
