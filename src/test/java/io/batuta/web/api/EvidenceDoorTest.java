package io.batuta.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may take the regulator's file, and what is no question. */
@QuarkusTest
class EvidenceDoorTest {

  @Inject People people;
  @Inject Keys keys;

  private Creditor bank;
  private String root;

  @BeforeEach
  void a_bank_with_a_debtor() {
    bank = people.bank();
    people.debtor(bank, "1", LocalDate.parse("2019-06-07"));
    root = "/api/v1/creditors/" + bank.code();
  }

  @Test
  void only_compliance_and_administrators_take_it_and_only_their_own() {
    for (String role : List.of("supervisor", "agent", "strategist", "integration")) {
      keys.as(bank, role).get(root + "/debtors/1/evidence").then().statusCode(403);
    }
    Creditor other = people.bank();
    keys.as(other, "compliance").get(root + "/debtors/1/evidence").then().statusCode(403);
    keys.request().get(root + "/debtors/1/evidence").then().statusCode(401);
  }

  @Test
  void what_cannot_be_asked_is_said() {
    assertEquals(
        404, keys.as(bank, "compliance").get(root + "/debtors/nobody/evidence").statusCode());
    for (String bad :
        List.of(
            "/evidence",
            "/evidence?from=2019-06-01",
            "/evidence?from=2019-06-02&to=2019-06-01",
            "/evidence?from=x&to=2019-06-01",
            "/debtors/1/evidence?format=xml")) {
      assertEquals(422, keys.as(bank, "compliance").get(root + bad).statusCode(), bad);
    }
  }
}
