-- The wrapped keys of debtors, of any creditor that the role may see.
-- $1 debtors int8[].
-- Rows: one a debtor whose person has a key; who was erased has none. Locks: none. Twice is harmless: it only reads.
SELECT d.debtor_id, d.creditor_id, d.number, k.wrapped
FROM unnest($1::int8[]) AS a (debtor_id)
CROSS JOIN LATERAL (
  SELECT b.debtor_id, b.creditor_id, b.number
  FROM debtor b
  WHERE b.debtor_id = a.debtor_id
  OFFSET 0) AS d
JOIN person_key k ON k.creditor_id = d.creditor_id AND k.number = d.number AND k.wrapped IS NOT NULL
