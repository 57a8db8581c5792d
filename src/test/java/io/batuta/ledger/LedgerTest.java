package io.batuta.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LedgerTest {

  private static final LocalDate MON_2026_11_23 = LocalDate.parse("2026-11-23");
  private static final Instant MORNING = Instant.parse("2026-11-23T13:00:00Z");

  @Inject Sql sql;
  @Inject LedgerStore ledger;
  @Inject People people;

  @Test
  void a_fact_is_folded_into_the_summary_in_its_own_transaction() {
    Creditor bank = people.bank();
    DebtorId ana = people.debtor(bank, "1", MON_2026_11_23);
    append(
        bank,
        List.of(
            ContactFact.about(bank.id(), ana, FactKind.SENT, MORNING)
                .ofContact(
                    ContactId.of(bank.id(), MON_2026_11_23, ana, 0), MON_2026_11_23, 1L, null)
                .on(Channel.SMS, null)));
    assertEquals(
        1,
        count(
            bank,
            "SELECT attempts FROM contact_day WHERE debtor_id = $1 AND day = '2026-11-23'",
            ana));
  }

  @Test
  void the_application_can_neither_change_nor_remove_a_fact() {
    Creditor bank = people.bank();
    for (String verb :
        List.of(
            "UPDATE contact_fact SET reason = 'PAID'",
            "DELETE FROM contact_fact",
            "TRUNCATE contact_fact")) {
      Exception refused =
          assertThrows(
              Exception.class,
              () ->
                  Await.on(
                      () -> sql.asTenant(bank.id().value(), tx -> tx.run(verb, Tuple.tuple()))));
      assertEquals(true, refused.getMessage().contains("permission denied"), refused.getMessage());
    }
  }

  private void append(Creditor bank, List<ContactFact> facts) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    ledger
                        .ensureMonths(tx, MON_2026_11_23, 2)
                        .chain(() -> ledger.append(tx, facts, MORNING))));
  }

  private int count(Creditor bank, String statement, DebtorId debtor) {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx -> tx.first(statement, Tuple.of(debtor.value()), row -> row.getInteger(0))))
        .orElse(0);
  }
}
