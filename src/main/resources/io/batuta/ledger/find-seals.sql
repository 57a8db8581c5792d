-- The seals of these days, and of the last day that is sealed: a day before it that has none will never have one.
-- $1 creditor int4, $2 days date[].
-- Rows: one a sealed day. Locks: none. Twice is harmless: it only reads.
SELECT s.day, s.facts, s.root, s.previous, s.sealed_at
FROM ledger_seal s
WHERE s.creditor_id = $1
  AND s.day = ANY ($2::date[] || (SELECT l.day FROM ledger_seal l WHERE l.creditor_id = $1 ORDER BY l.day DESC LIMIT 1))
