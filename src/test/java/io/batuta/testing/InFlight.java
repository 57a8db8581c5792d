package io.batuta.testing;

import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts a planned contact on its way to a debtor, by a provider that nobody dispatches. */
@ApplicationScoped
public class InFlight {

  private final Sql sql;

  InFlight(Sql sql) {
    this.sql = sql;
  }

  public void of(Creditor creditor, String debtor, String channel) {
    Await.on(
        () ->
            sql.asTenant(
                creditor.id().value(),
                tx ->
                    tx.run(
                        """
                        INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step,
                          channel, provider, contact_point_id, template_id, state, priority, due_at, expires_at,
                          wait_seconds, cost_micros, planned_at)
                        SELECT gen_random_uuid(), d.creditor_id, '2026-11-23', d.debtor_id, d.worst_account_id, 1, 0, $3,
                          'nobody', p.contact_point_id, 1, 'PLANNED', 1, '2030-11-26T15:00Z', '2030-11-26T16:00Z', 60, 0,
                          now()
                        FROM debtor d
                        JOIN contact_point p ON p.debtor_id = d.debtor_id
                          AND p.kind = CASE $3 WHEN 'EMAIL' THEN 'email' WHEN 'WHATSAPP' THEN 'whatsapp' ELSE 'phone' END
                        WHERE d.creditor_id = $1 AND d.number = $2
                        ORDER BY p.rank
                        LIMIT 1
                        """,
                        Tuple.of(creditor.id().value(), debtor, channel))));
  }
}
