package io.batuta.campaign;

import static io.batuta.campaign.Desks.MONDAY;
import static io.batuta.campaign.Desks.SMALL_HOURS;
import static io.batuta.campaign.Desks.SMS_THEN_EMAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/**
 * Contact is allowed from 07:00 to 19:00; a debtor's clock may differ from the bank's by 3 hours,
 * in the United States by 6.
 */
@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class OpenWindowsTest {

  @Inject Desks desks;
  @Inject OpenWindows windows;
  @Inject Sql sql;

  @Test
  void the_day_is_open_the_dead_of_night_is_not() {
    Creditor bank = desks.bank();
    desks.debtors(bank, 1);
    desks.campaign(bank, "todos", "balance >= 0", 1, SMS_THEN_EMAIL);
    Await.on(() -> desks.nightAt(SMALL_HOURS).run(bank, MONDAY, 1));
    assertEquals(false, open("2026-11-23T02:00-05:00"));
    assertEquals(true, open("2026-11-23T04:30-05:00"), "07:30 where somebody may be");
    assertEquals(true, open("2026-11-23T12:00-05:00"));
    assertEquals(true, open("2026-11-23T21:30-05:00"), "18:30 where somebody may be");
    assertEquals(false, open("2026-11-23T23:00-05:00"));
    country(bank, "US");
    assertEquals(true, open("2026-11-23T23:00-05:00"), "17:00 where somebody may be");
    country(bank, "CO");
    assertEquals(false, open("2026-11-23T23:00-05:00"));
  }

  private void country(Creditor bank, String country) {
    Await.on(
        () ->
            sql.acrossTenants(
                tx ->
                    tx.run(
                        "UPDATE creditor SET country = $2 WHERE creditor_id = $1",
                        Tuple.of(bank.id().value(), country))));
  }

  private boolean open(String at) {
    return Await.on(() -> windows.anyOpen(java.time.OffsetDateTime.parse(at).toInstant()));
  }
}
