-- Makes up two days of contact for every second debtor.
-- $1 debtors int4, $2 seed int8, $3 business date date.
-- Rows affected: two per such debtor. Locks: none. Twice is not harmless: the table must be empty.
WITH given AS (SELECT $1::int4 AS debtors, $2::int8 AS seed, $3::date AS day)
INSERT INTO contact_day (debtor_id, creditor_id, day, channel, attempts, delivered)
SELECT i, (SELECT min(creditor_id) FROM creditor), g.day - 14 + k.later, k.channel, 1, 1
FROM given g, generate_series(1, g.debtors) AS i
CROSS JOIN (VALUES (0, 'SMS'), (1, 'EMAIL')) AS k (later, channel)
WHERE abs(hashint8extended(i, g.seed + 10) % 2) = 0
