-- Makes up a person for each debtor.
-- $1 debtors int4, $2 seed int8, $3 business date date.
-- Rows affected: one per debtor. Locks: none. Twice is not harmless: the table must be empty.
WITH given AS (SELECT $1::int4 AS debtors, $2::int8 AS seed, $3::date AS day)
INSERT INTO person (debtor_id, creditor_id, name, document, birth_date)
SELECT i, (SELECT min(creditor_id) FROM creditor), 'Persona Ficticia ' || i,
  (10000000 + abs(hashint8extended(i, g.seed + 7) % 90000000))::text, g.day - 7000 - abs(hashint8extended(i, g.seed + 2) % 20000)::int4
FROM given g, generate_series(1, g.debtors) AS i
