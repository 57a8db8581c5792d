-- Makes up facts as a night's page writes them: a planned contact for each debtor of a range.
-- $1 first debtor int4, $2 last debtor int4, $3 recorded at timestamptz.
-- Rows affected: one per debtor. Locks: none. Twice is not harmless: they would stand twice.
INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel,
  contact_point_id, detail, occurred_at, recorded_at)
SELECT (SELECT min(creditor_id) FROM creditor), i, i, gen_random_uuid(), $3::date, 1, 'planned', 'SMS', i,
  '{"step": 0, "rule": "segment", "hour": 9, "source": "strategy"}', $3, $3
FROM generate_series($1::int4, $2::int4) AS i
