-- Writes one judged page: contacts, facts, and the shard's checkpoint with its counts, all or nothing.
-- $1 creditor int4, $2 night date, $3 shard int4, $4 checkpoint before int8, $5 checkpoint after int8,
-- $6 the shard's counts so far text (JSON), $7 now timestamptz;
-- planned: $8 contacts uuid[], $9 creditors int4[], $10 nights date[], $11 debtors int8[], $12 accounts int8[],
-- $13 campaigns int8[], $14 steps int4[], $15 channels text[], $16 providers text[], $17 contact points int8[],
-- $18 templates int8[], $19 priorities int4[], $20 due timestamptz[], $21 expiry timestamptz[],
-- $22 costs int8[] in millionths, $23 waits int4[] in seconds, $24 reasons why text[] (JSON);
-- withheld: $25 creditors int4[], $26 nights date[], $27 debtors int8[], $28 campaigns int8[], $29 channels text[],
-- $30 reasons text[], $31 reasons why text[] (JSON).
-- Rows: one; moved: 1 when the checkpoint was where $4 says, planned: how many contacts were written.
-- Fewer contacts than given: the caller rolls back, so that no fact stands without its contact.
-- Locks: the shard's row, for as long as the transaction.
-- Twice is harmless: everything hangs on the checkpoint, and the second finds it moved on and writes nothing.
WITH mark AS (
  UPDATE night_shard SET done_to = $5, done = $5 >= to_debtor, tally = $6::text::jsonb
  WHERE creditor_id = $1 AND night = $2 AND step = 'plan' AND shard = $3 AND done_to = $4 AND NOT done
  RETURNING shard
), plan AS MATERIALIZED (
  SELECT p.contact_id, p.creditor_id, p.night, p.debtor_id, p.account_id, p.campaign_id, p.step, p.channel,
    p.provider, p.contact_point_id, p.template_id, p.priority, p.due_at, p.expires_at, p.cost_micros, p.wait_seconds,
    p.why
  FROM mark
  CROSS JOIN unnest($8::uuid[], $9::int4[], $10::date[], $11::int8[], $12::int8[], $13::int8[], $14::int4[],
    $15::text[], $16::text[], $17::int8[], $18::int8[], $19::int4[], $20::timestamptz[], $21::timestamptz[],
    $22::int8[], $23::int4[], $24::text[])
    AS p (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel, provider,
      contact_point_id, template_id, priority, due_at, expires_at, cost_micros, wait_seconds,
      why)
), planned AS (
  INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
    provider, contact_point_id, template_id, state, priority, due_at, expires_at, cost_micros, wait_seconds,
    planned_at)
  SELECT contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
    provider, contact_point_id, template_id, 'PLANNED', priority, due_at, expires_at, cost_micros, wait_seconds,
    $7::timestamptz
  FROM plan
  ORDER BY creditor_id, debtor_id
  ON CONFLICT DO NOTHING
  RETURNING contact_id
), fact AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, detail, occurred_at, recorded_at)
  SELECT p.creditor_id, p.debtor_id, p.account_id, p.contact_id, p.night, p.campaign_id, 'planned', p.channel,
    p.contact_point_id, NULL, p.why::jsonb, $7::timestamptz, $7::timestamptz
  FROM plan p
  UNION ALL
  SELECT w.creditor_id, w.debtor_id, NULL, NULL, w.night, w.campaign_id, 'withheld', w.channel,
    NULL, w.reason, w.why::jsonb, $7::timestamptz, $7::timestamptz
  FROM mark
  CROSS JOIN unnest($25::int4[], $26::date[], $27::int8[], $28::int8[], $29::text[], $30::text[], $31::text[])
    AS w (creditor_id, night, debtor_id, campaign_id, channel, reason, why)
)
SELECT (SELECT count(*) FROM mark)::int4 AS moved, (SELECT count(*) FROM planned)::int4 AS planned
