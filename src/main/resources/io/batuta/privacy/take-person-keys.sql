-- Gives each of these persons its key: the one it has, else the one that was made for it.
-- $1 creditor int4, $2 debtor numbers text[] in order, $3 keys made for them bytea[], wrapped.
-- Rows: one a person: wrapped is null where it was erased, fresh where the key made for it was taken. A person who is
-- given a key by somebody else at this moment is missing; asked again, it is there.
-- Locks: the new keys, in order.
-- Twice is harmless: whoever has a key keeps it.
WITH asked AS (
  SELECT a.number, a.wrapped
  FROM unnest($2::text[], $3::bytea[]) AS a (number, wrapped)
), known AS MATERIALIZED (
  SELECT k.number, k.wrapped
  FROM asked a
  CROSS JOIN LATERAL (
    SELECT p.number, p.wrapped
    FROM person_key p
    WHERE p.creditor_id = $1 AND p.number = a.number
    OFFSET 0) AS k
), fresh AS (
  INSERT INTO person_key (creditor_id, number, wrapped)
  SELECT $1, a.number, a.wrapped
  FROM asked a
  WHERE NOT EXISTS (SELECT FROM known k WHERE k.number = a.number)
  ORDER BY a.number
  ON CONFLICT (creditor_id, number) DO NOTHING
  RETURNING number
)
SELECT number, wrapped, false AS fresh FROM known
UNION ALL
SELECT number, NULL, true FROM fresh
