-- Makes up debtors, numbered from 1; due dates one to ninety days ago, as all are to be members.
-- $1 debtors int4, $2 seed int8, $3 business date date.
-- Rows affected: one per debtor. Locks: none. Twice is not harmless: the table must be empty.
WITH given AS (SELECT $1::int4 AS debtors, $2::int8 AS seed, $3::date AS day)
INSERT INTO debtor (debtor_id, creditor_id, number, language, region, city, time_zone, age, sex, income_band, status,
  balance_minor, due_date, worst_account_id)
OVERRIDING SYSTEM VALUE
SELECT i, (SELECT min(creditor_id) FROM creditor), 'D' || lpad(i::text, 9, '0'),
  CASE WHEN abs(hashint8extended(i, g.seed + 1) % 20) = 0 THEN 'en' ELSE 'es' END, 'CO-DC', 'Bogotá', 'America/Bogota',
  18 + abs(hashint8extended(i, g.seed + 2) % 60), CASE WHEN hashint8extended(i, g.seed + 3) > 0 THEN 'F' ELSE 'M' END,
  'B' || abs(hashint8extended(i, g.seed + 4) % 5), 'active',
  100000 + abs(hashint8extended(i, g.seed + 5) % 900000000), g.day - 1 - abs(hashint8extended(i, g.seed + 6) % 90)::int4, i
FROM given g, generate_series(1, g.debtors) AS i
