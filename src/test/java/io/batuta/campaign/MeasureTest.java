package io.batuta.campaign;

import static io.batuta.campaign.Desks.*;

import io.batuta.portfolio.*;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MeasureTest {
  @Inject Desks desks;
  @Inject io.batuta.postgres.Sql sql;
  @Inject NightCut cut;
  @Inject NightStore nights;
  @Inject io.vertx.mutiny.core.Vertx vertx;
  @Inject Law law;

  Night at(java.time.Instant now) {
    return new Night(
        java.time.Clock.fixed(now, java.time.ZoneOffset.UTC),
        sql,
        cut,
        new Planner(vertx, nights, new PageStore(5000), law),
        nights);
  }

  @Test
  void measure() {
    for (int round = 0; round < 2; round++)
      for (int shards : new int[] {1, 4}) {
        Creditor bank = desks.bank();
        desks.run(
            bank,
            """
      INSERT INTO debtor (creditor_id, number, language, time_zone, balance_minor, due_date)
      SELECT $1, i::text, 'es', 'America/Bogota', 100000, date '2026-10-01' FROM generate_series(1, 30000) i""");
        desks.run(
            bank,
            """
      INSERT INTO account (creditor_id, debtor_id, number, currency, balance_minor, due_date)
      SELECT $1, debtor_id, 'A' || number, 'COP', 100000, date '2026-10-01' FROM debtor WHERE creditor_id = $1""");
        desks.run(
            bank,
            "UPDATE debtor d SET worst_account_id = a.account_id FROM account a WHERE a.debtor_id = d.debtor_id AND d.creditor_id = $1");
        desks.run(
            bank,
            """
      INSERT INTO contact_point (creditor_id, debtor_id, kind, address, address_hash, rank)
      SELECT $1, d.debtor_id, v.kind, v.kind || number || d.creditor_id, sha256((v.kind || number || d.creditor_id)::bytea), v.rank
      FROM debtor d, (VALUES ('phone', 1), ('email', 1), ('whatsapp', 1)) AS v (kind, rank) WHERE d.creditor_id = $1""");
        desks.run(
            bank,
            """
      INSERT INTO opt_out (creditor_id, channel, address_hash, source, opted_out_at)
      SELECT $1, 'SMS', address_hash, 'reply', now() FROM contact_point WHERE creditor_id = $1 AND kind = 'phone' AND contact_point_id % 20 = 0""");
        for (int i = 1; i <= 5; i++)
          desks.campaign(bank, "c" + i, "debtor_id % 5 < " + i, 10 - i, SMS_THEN_EMAIL);
        long t0 = System.nanoTime();
        NightReport report = Await.on(() -> at(SMALL_HOURS).run(bank, MONDAY, shards));
        long ms = (System.nanoTime() - t0) / 1_000_000;
        long t1 = System.nanoTime();
        Await.on(() -> at(SMALL_HOURS.minusSeconds(86400)).tryOut(bank, MONDAY.plusDays(2)));
        System.out.println(
            "MEASURED shards="
                + shards
                + " ms="
                + ms
                + " trial(in flight) ms="
                + (System.nanoTime() - t1) / 1_000_000
                + " rows/s="
                + (30000L * 1000 / ms)
                + " "
                + report.planned()
                + " "
                + report.withheld());
      }
  }
}
