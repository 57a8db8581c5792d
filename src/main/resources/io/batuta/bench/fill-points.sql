-- Makes up a phone and an e-mail for nineteen debtors in twenty.
-- $1 debtors int4, $2 seed int8, $3 business date date.
-- Rows affected: two per debtor who has them. Locks: none. Twice is not harmless: the table must be empty.
WITH given AS (SELECT $1::int4 AS debtors, $2::int8 AS seed, $3::date AS day)
INSERT INTO contact_point (creditor_id, debtor_id, kind, address, address_hash, rank)
SELECT (SELECT min(creditor_id) FROM creditor), i, k.kind,
  CASE k.kind WHEN 'phone' THEN '+573' || lpad(i::text, 9, '0') ELSE 'd' || i || '@example.com' END,
  sha256(convert_to(k.kind || i, 'UTF8')), k.rank
FROM given g, generate_series(1, g.debtors) AS i
CROSS JOIN (VALUES ('phone', 1), ('email', 2)) AS k (kind, rank)
WHERE abs(hashint8extended(i, g.seed + 8) % 20) <> 0 AND g.day IS NOT NULL
