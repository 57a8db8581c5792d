-- Ends steps and takes the next ones, so that a debtor is in flight all along or the ladder is at its end.
-- $1 ended contacts uuid[], $2 reasons text[] (WAIT_OVER, FAILED), $3 now timestamptz;
-- planned: $4 to $21, withheld: $22 to $29, as in write-plan.sql from $8 on.
-- Rows: one; closed: how many steps were ended, planned: how many were taken.
-- Locks: the ended contacts, which the caller's transaction holds already.
-- Twice is harmless: a closed contact is not closed again, and a rung has one row.
WITH closed AS (
  UPDATE planned_contact c SET state = 'CLOSED', reason = e.reason
  FROM unnest($1::uuid[], $2::text[]) AS e (contact_id, reason)
  WHERE c.contact_id = e.contact_id AND c.state IN ('SENT', 'FAILED')
  RETURNING c.contact_id, c.creditor_id, c.night, c.debtor_id, c.account_id, c.campaign_id, c.channel,
    c.contact_point_id, c.reason
), terms AS MATERIALIZED (
  SELECT t.creditor_id, t.night, t.campaign_id, t.step, t.channel, t.provider, t.template_id, t.priority,
    t.cost_micros, t.wait_seconds, t.why::jsonb AS why, t.number
  FROM unnest($4::int4[], $5::date[], $6::int8[], $7::int4[], $8::text[], $9::text[], $10::int8[], $11::int4[],
    $12::int8[], $13::int4[], $14::text[]) WITH ORDINALITY
    AS t (creditor_id, night, campaign_id, step, channel, provider, template_id, priority, cost_micros, wait_seconds,
      why, number)
), plan AS MATERIALIZED (
  SELECT c.contact_id, t.creditor_id, t.night, c.debtor_id, c.account_id, t.campaign_id, t.step, t.channel,
    t.provider, c.contact_point_id, t.template_id, t.priority, c.due_at, c.expires_at, t.cost_micros, t.wait_seconds,
    t.why
  FROM unnest($15::uuid[], $16::int8[], $17::int8[], $18::int8[], $19::timestamptz[], $20::timestamptz[], $21::int4[])
    AS c (contact_id, debtor_id, account_id, contact_point_id, due_at, expires_at, number)
  JOIN terms t ON t.number = c.number
  JOIN closed ON closed.creditor_id = t.creditor_id AND closed.night = t.night AND closed.debtor_id = c.debtor_id
), planned AS (
  INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
    provider, contact_point_id, template_id, state, priority, due_at, expires_at, cost_micros, wait_seconds,
    planned_at)
  SELECT contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
    provider, contact_point_id, template_id, 'PLANNED', priority, due_at, expires_at, cost_micros, wait_seconds,
    $3::timestamptz
  FROM plan
  ORDER BY creditor_id, debtor_id
  ON CONFLICT DO NOTHING
  RETURNING contact_id
), fact AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, detail, occurred_at, recorded_at)
  SELECT creditor_id, debtor_id, account_id, contact_id, night, campaign_id, 'closed', channel,
    contact_point_id, reason, '{}'::jsonb, $3::timestamptz, $3::timestamptz
  FROM closed
  UNION ALL
  SELECT p.creditor_id, p.debtor_id, p.account_id, p.contact_id, p.night, p.campaign_id, 'planned', p.channel,
    p.contact_point_id, NULL, p.why, $3::timestamptz, $3::timestamptz
  FROM plan p
  JOIN planned ON planned.contact_id = p.contact_id
  UNION ALL
  SELECT g.creditor_id, w.debtor_id, NULL, NULL, g.night, g.campaign_id, 'withheld', g.channel,
    NULL, g.reason, g.why::jsonb, $3::timestamptz, $3::timestamptz
  FROM unnest($22::int4[], $23::date[], $24::int8[], $25::text[], $26::text[], $27::text[]) WITH ORDINALITY
    AS g (creditor_id, night, campaign_id, channel, reason, why, number)
  JOIN unnest($28::int8[], $29::int4[]) AS w (debtor_id, number) ON w.number = g.number
  JOIN closed ON closed.creditor_id = g.creditor_id AND closed.night = g.night AND closed.debtor_id = w.debtor_id
)
SELECT (SELECT count(*) FROM closed)::int4 AS closed, (SELECT count(*) FROM planned)::int4 AS planned
