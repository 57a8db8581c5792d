-- Makes up debtors with an account each, one to ninety days past due; who they are is told to the product (Orders).
-- $1 first number int4, $2 last number int4, $3 seed int8, $4 business date date.
-- Rows affected: one account per debtor. Locks: none. Twice is not harmless: numbers are unique.
WITH made AS MATERIALIZED (
  SELECT i, (SELECT min(creditor_id) FROM creditor) AS creditor_id, $4::date AS day,
    100000 + abs(hashint8extended(i, $3::int8 + 5) % 900000000) AS owed,
    $4::date - 1 - abs(hashint8extended(i, $3::int8 + 6) % 90)::int4 AS due
  FROM generate_series($1::int4, $2::int4) AS i
), debtors AS (
  INSERT INTO debtor (debtor_id, creditor_id, number, language, region, city, time_zone, age, sex, income_band, status,
    balance_minor, due_date, worst_account_id)
  OVERRIDING SYSTEM VALUE
  SELECT i, creditor_id, 'D' || lpad(i::text, 9, '0'), 'es', 'CO-DC', 'Bogotá', 'America/Bogota', 40, 'F', 'B1',
    'active', owed, due, i
  FROM made
)
INSERT INTO account (account_id, creditor_id, debtor_id, number, product, currency, principal_minor, balance_minor,
  due_date, status)
OVERRIDING SYSTEM VALUE
SELECT i, creditor_id, i, 'A' || lpad(i::text, 9, '0'), 'card', 'COP', 1000000000, owed, due, 'active'
FROM made
