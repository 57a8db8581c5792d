-- Makes up an account for each debtor, of the debtor's number and due date.
-- $1 debtors int4, $2 seed int8, $3 business date date.
-- Rows affected: one per debtor. Locks: none. Twice is not harmless: the table must be empty.
WITH given AS (SELECT $1::int4 AS debtors, $2::int8 AS seed, $3::date AS day)
INSERT INTO account (account_id, creditor_id, debtor_id, number, product, currency, principal_minor, balance_minor,
  due_date, status)
OVERRIDING SYSTEM VALUE
SELECT i, (SELECT min(creditor_id) FROM creditor), i, 'A' || lpad(i::text, 9, '0'),
  'card', 'COP', 1000000000, 100000 + abs(hashint8extended(i, g.seed + 5) % 900000000),
  g.day - 1 - abs(hashint8extended(i, g.seed + 6) % 90)::int4, 'active'
FROM given g, generate_series(1, g.debtors) AS i
