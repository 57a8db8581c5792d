-- Makes up debtors with an account, a phone and an e-mail each, one to ninety days past due.
-- $1 first number int4, $2 last number int4, $3 seed int8, $4 business date date.
-- Rows affected: one contact point of each kind per debtor. Locks: none. Twice is not harmless: numbers are unique.
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
), people AS (
  INSERT INTO person (debtor_id, creditor_id, name, document, birth_date)
  SELECT i, creditor_id, 'Persona Ficticia ' || i, (10000000 + i)::text, day - 14000
  FROM made
), accounts AS (
  INSERT INTO account (account_id, creditor_id, debtor_id, number, product, currency, principal_minor, balance_minor,
    due_date, status)
  OVERRIDING SYSTEM VALUE
  SELECT i, creditor_id, i, 'A' || lpad(i::text, 9, '0'), 'card', 'COP', 1000000000, owed, due, 'active'
  FROM made
)
INSERT INTO contact_point (creditor_id, debtor_id, kind, address, address_hash, rank)
SELECT creditor_id, i, k.kind, CASE k.kind WHEN 'phone' THEN '+573' || lpad(i::text, 9, '0') ELSE 'd' || i || '@example.com' END,
  sha256(convert_to(k.kind || i, 'UTF8')), k.rank
FROM made
CROSS JOIN (VALUES ('phone', 1), ('email', 2)) AS k (kind, rank)
