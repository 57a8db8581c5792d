-- Makes up one debtor in twenty who has opted out of every channel.
-- $1 debtors int4, $2 seed int8, $3 business date date.
-- Rows affected: two per such debtor. Locks: none. Twice is not harmless: the table must be empty.
WITH given AS (SELECT $1::int4 AS debtors, $2::int8 AS seed, $3::date AS day)
INSERT INTO opt_out (creditor_id, channel, address_hash, debtor_id, source, opted_out_at)
SELECT (SELECT min(creditor_id) FROM creditor), k.channel, sha256(convert_to(k.kind || i, 'UTF8')), i, 'reply',
  g.day - interval '30 days'
FROM given g, generate_series(1, g.debtors) AS i
CROSS JOIN (VALUES ('phone', 'SMS'), ('email', 'EMAIL')) AS k (kind, channel)
WHERE abs(hashint8extended(i, g.seed + 9) % 20) = 0
