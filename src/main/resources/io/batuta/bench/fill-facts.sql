-- Makes up a year of the ledger for debtors: a sent and a delivered fact each fortnight, spread over the days. The fold
-- must be off: the summaries are made up apart.
-- $1 debtors int4, $2 seed int8, $3 business date date.
-- Rows affected: 52 per debtor. Locks: none. Twice is not harmless: they would stand twice.
WITH given AS (SELECT $1::int4 AS debtors, $2::int8 AS seed, $3::date AS day)
INSERT INTO contact_fact (creditor_id, debtor_id, account_id, contact_id, night, campaign_id, kind, channel, occurred_at,
  recorded_at)
SELECT (SELECT min(creditor_id) FROM creditor), i, i, gen_random_uuid(), at.day::date, 1, k.kind, 'SMS',
  at.day + interval '15 hours', at.day + interval '15 hours'
FROM given g
CROSS JOIN generate_series(1, 26) AS fortnight
CROSS JOIN generate_series(1, g.debtors) AS i
CROSS JOIN LATERAL (
  SELECT g.day - 14 * fortnight - abs(hashint8extended(i, g.seed + fortnight) % 14)::int4) AS at (day)
CROSS JOIN (VALUES ('sent'), ('delivered')) AS k (kind)
