-- Ends steps and takes the next ones, so that a debtor is in flight all along or the ladder is at its end.
-- $1 ended contacts uuid[], $2 reasons text[] (WAIT_OVER, FAILED), $3 now timestamptz;
-- planned: $4 to $20, withheld: $21 to $27, as in write-plan.sql from $8 on.
-- Rows: one; closed: how many steps were ended, planned: how many were taken.
-- Locks: the ended contacts, which the caller's transaction holds already.
-- Twice is harmless: a closed contact is not closed again, and a rung has one row.
WITH closed AS (
  UPDATE planned_contact c SET state = 'CLOSED', reason = e.reason
  FROM unnest($1::uuid[], $2::text[]) AS e (contact_id, reason)
  WHERE c.contact_id = e.contact_id AND c.state IN ('SENT', 'FAILED')
  RETURNING c.contact_id, c.creditor_id, c.night, c.debtor_id, c.account_id, c.campaign_id, c.channel,
    c.contact_point_id, c.reason
), plan AS MATERIALIZED (
  SELECT p.contact_id, p.creditor_id, p.night, p.debtor_id, p.account_id, p.campaign_id, p.step, p.channel,
    p.provider, p.contact_point_id, p.template_id, p.priority, p.due_at, p.expires_at, p.cost_micros, p.wait_seconds,
    p.why
  FROM unnest($4::uuid[], $5::int4[], $6::date[], $7::int8[], $8::int8[], $9::int8[], $10::int4[], $11::text[],
    $12::text[], $13::int8[], $14::int8[], $15::int4[], $16::timestamptz[], $17::timestamptz[], $18::int8[],
    $19::int4[], $20::text[])
    AS p (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel, provider,
      contact_point_id, template_id, priority, due_at, expires_at, cost_micros, wait_seconds,
      why)
  JOIN closed ON closed.creditor_id = p.creditor_id AND closed.night = p.night AND closed.debtor_id = p.debtor_id
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
    p.contact_point_id, NULL, p.why::jsonb, $3::timestamptz, $3::timestamptz
  FROM plan p
  JOIN planned ON planned.contact_id = p.contact_id
  UNION ALL
  SELECT w.creditor_id, w.debtor_id, NULL, NULL, w.night, w.campaign_id, 'withheld', w.channel,
    NULL, w.reason, w.why::jsonb, $3::timestamptz, $3::timestamptz
  FROM unnest($21::int4[], $22::date[], $23::int8[], $24::int8[], $25::text[], $26::text[], $27::text[])
    AS w (creditor_id, night, debtor_id, campaign_id, channel, reason, why)
  JOIN closed ON closed.creditor_id = w.creditor_id AND closed.night = w.night AND closed.debtor_id = w.debtor_id
)
SELECT (SELECT count(*) FROM closed)::int4 AS closed, (SELECT count(*) FROM planned)::int4 AS planned
