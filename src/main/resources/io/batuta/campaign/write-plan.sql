-- Writes one judged page: contacts, facts, and the shard's checkpoint with its counts, all or nothing.
-- $1 creditor int4, $2 night date, $3 shard int4, $4 checkpoint before int8, $5 checkpoint after int8,
-- $6 the shard's counts so far text (JSON), $7 now timestamptz;
-- planned, what contacts share: $8 creditors int4[], $9 nights date[], $10 campaigns int8[], $11 steps int4[],
-- $12 channels text[], $13 providers text[], $14 templates int8[], $15 priorities int4[], $16 costs int8[] in
-- millionths, $17 waits int4[] in seconds, $18 reasons why text[] (JSON); each contact: $19 contacts uuid[],
-- $20 debtors int8[], $21 accounts int8[], $22 contact points int8[], $23 due timestamptz[], $24 expiry timestamptz[],
-- $25 which of the terms before int4[], from 1;
-- withheld, what they share: $26 creditors int4[], $27 nights date[], $28 campaigns int8[], $29 channels text[],
-- $30 reasons text[], $31 reasons why text[] (JSON); each: $32 debtors int8[], $33 which grounds int4[], from 1.
-- Rows: one; moved: 1 when the checkpoint was where $4 says.
-- Fails on a unique key when a contact came to be in flight since the page was read: read again.
-- Locks: the shard's row, for as long as the transaction.
-- Twice is harmless: everything hangs on the checkpoint, and the second finds it moved on and writes nothing.
WITH mark AS (
  UPDATE night_shard SET done_to = $5, done = $5 >= to_debtor, tally = $6::text::jsonb
  WHERE creditor_id = $1 AND night = $2 AND step = 'plan' AND shard = $3 AND done_to = $4 AND NOT done
  RETURNING shard
), terms AS MATERIALIZED (
  SELECT t.creditor_id, t.night, t.campaign_id, t.step, t.channel, t.provider, t.template_id, t.priority,
    t.cost_micros, t.wait_seconds, t.why::jsonb AS why, t.number
  FROM mark
  CROSS JOIN unnest($8::int4[], $9::date[], $10::int8[], $11::int4[], $12::text[], $13::text[], $14::int8[],
    $15::int4[], $16::int8[], $17::int4[], $18::text[]) WITH ORDINALITY
    AS t (creditor_id, night, campaign_id, step, channel, provider, template_id, priority, cost_micros, wait_seconds,
      why, number)
), contact AS MATERIALIZED (
  SELECT c.contact_id, c.debtor_id, c.account_id, c.contact_point_id, c.due_at, c.expires_at, c.number
  FROM unnest($19::uuid[], $20::int8[], $21::int8[], $22::int8[], $23::timestamptz[], $24::timestamptz[], $25::int4[])
    AS c (contact_id, debtor_id, account_id, contact_point_id, due_at, expires_at, number)
), planned AS (
  INSERT INTO planned_contact (contact_id, creditor_id, night, debtor_id, account_id, campaign_id, step, channel,
    provider, contact_point_id, template_id, state, priority, due_at, expires_at, cost_micros, wait_seconds,
    planned_at)
  SELECT c.contact_id, t.creditor_id, t.night, c.debtor_id, c.account_id, t.campaign_id, t.step, t.channel,
    t.provider, c.contact_point_id, t.template_id, 'PLANNED', t.priority, c.due_at, c.expires_at, t.cost_micros,
    t.wait_seconds, $7::timestamptz
  FROM contact c
  JOIN terms t ON t.number = c.number
), fact AS (
  INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
    contact_point_id, reason, detail, occurred_at, recorded_at)
  SELECT t.creditor_id, c.debtor_id, c.account_id, c.contact_id, t.night, t.campaign_id, 'planned', t.channel,
    c.contact_point_id, NULL, t.why, $7::timestamptz, $7::timestamptz
  FROM contact c
  JOIN terms t ON t.number = c.number
  UNION ALL
  SELECT g.creditor_id, w.debtor_id, NULL, NULL, g.night, g.campaign_id, 'withheld', g.channel,
    NULL, g.reason, g.why::jsonb, $7::timestamptz, $7::timestamptz
  FROM mark
  CROSS JOIN unnest($26::int4[], $27::date[], $28::int8[], $29::text[], $30::text[], $31::text[]) WITH ORDINALITY
    AS g (creditor_id, night, campaign_id, channel, reason, why, number)
  JOIN unnest($32::int8[], $33::int4[]) AS w (debtor_id, number) ON w.number = g.number
)
SELECT (SELECT count(*) FROM mark)::int4 AS moved
