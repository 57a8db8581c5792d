package io.batuta.supervision;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.ledger.ContactFact;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.DebtorId;
import io.batuta.portfolio.Money;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The day and its response, counted. */
@QuarkusTest
class CampaignBoardTest extends SupervisionScene {

  @Inject CampaignBoard board;

  @Test
  void the_board_counts_each_contact_once_however_often_it_was_opened() {
    DebtorId ana = people.debtor(bank, "1", MON_2026_11_23.minusDays(40));
    DebtorId luis = people.debtor(bank, "2", MON_2026_11_23.minusDays(40));
    DebtorId eva = people.debtor(bank, "3", MON_2026_11_23.minusDays(40));
    night(3);
    plan(ana, 0, "SMS", "SENT", 10);
    plan(luis, 0, "SMS", "PLANNED", 11);
    append(
        fact(ana, FactKind.PLANNED, EVENING_BEFORE),
        fact(ana, FactKind.SENT, TEN),
        fact(ana, FactKind.DELIVERED, TEN.plusSeconds(3)),
        fact(ana, FactKind.READ, TEN.plusSeconds(60)),
        fact(ana, FactKind.READ, ELEVEN),
        fact(ana, FactKind.CLICKED, ELEVEN),
        ContactFact.about(bank.id(), eva, FactKind.WITHHELD, EVENING_BEFORE)
            .inNight(MON_2026_11_23, 1L)
            .because(Reason.PAID),
        ContactFact.about(bank.id(), luis, FactKind.PAID, ELEVEN)
            .worth(new Money(123_400, bank.currency()), null));
    keys.as(bank, "supervisor")
        .get(path + "/board?date=2026-11-23")
        .then()
        .statusCode(200)
        .body("nightState", equalTo("planned"))
        .body("members", equalTo(3))
        .body("total.planned", equalTo(2))
        .body("total.waiting", equalTo(1))
        .body("total.sent", equalTo(1))
        .body("total.delivered", equalTo(1))
        .body("total.read", equalTo(1))
        .body("cost.amount", equalTo("50.00"))
        .body("channels.channel", contains("SMS"))
        .body("hours.hour", contains(10, 11))
        .body("hours.due", contains(1, 1))
        .body("hours.sent", contains(1, 0))
        .body("withheld.reason", contains("PAID"))
        .body("withheld.text", contains("ya pagó"))
        .body("results.paid", equalTo(1))
        .body("results.paidAmount.amount", equalTo("1234.00"));
    Board counted =
        Await.on(() -> board.count(bank, Optional.empty(), Instant.parse("2026-11-25T15:00:00Z")));
    assertEquals(MON_2026_11_23, counted.date());
    assertEquals(
        LocalDate.parse("2026-11-22"),
        Await.on(() -> board.count(bank, Optional.empty(), Instant.parse("2026-11-22T15:00:00Z")))
            .date());
  }

  @Test
  void a_report_hides_few_people_and_gives_a_spreadsheet_no_formula() {
    for (int i = 1; i <= 6; i++) {
      DebtorId debtor = people.debtor(bank, Integer.toString(i), MON_2026_11_23.minusDays(40));
      plan(debtor, 0, "SMS", "CLOSED", 10);
      append(fact(debtor, FactKind.SENT, TEN), fact(debtor, FactKind.DELIVERED, TEN));
      region(debtor, i < 6 ? "=cmd|'/c calc'!A0" : "Chocó");
    }
    String report = path + "/reports/channels?from=2026-11-23&until=2026-11-23";
    keys.as(bank, "supervisor")
        .get(report + "&by=region,bucket")
        .then()
        .statusCode(200)
        .body("rows", hasSize(1))
        .body("hidden", equalTo(1))
        .body("rows[0].by.bucket", equalTo("31-60"))
        .body("rows[0].people", equalTo(5))
        .body("rows[0].delivered", equalTo(5));
    keys.as(bank, "supervisor")
        .accept("text/csv")
        .get(report + "&by=region")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/csv"))
        .body(startsWith("channel,region,people,planned,sent"))
        .body(containsString("SMS,'=cmd|"))
        .body(not(containsString("Chocó")));
    keys.as(bank, "supervisor").get(report + "&by=name").then().statusCode(422);
    keys.as(bank, "supervisor")
        .get(path + "/reports/channels?from=x&until=y")
        .then()
        .statusCode(422);
    keys.as(bank, "supervisor")
        .get(path + "/reports/channels?from=2026-01-01&until=2026-12-31")
        .then()
        .statusCode(422)
        .body("violations.field", contains("until"));
  }
}
