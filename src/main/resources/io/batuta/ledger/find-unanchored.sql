-- Seals that were not put away yet, the oldest first.
-- $1 limit int4.
-- Rows: limit at most. Locks: none. Twice is harmless: it only reads.
SELECT s.creditor_id, s.day, s.facts, s.root, s.previous, s.sealed_at, c.code
FROM ledger_seal s
JOIN creditor c USING (creditor_id)
WHERE NOT EXISTS (SELECT FROM ledger_anchor a WHERE a.creditor_id = s.creditor_id AND a.day = s.day)
ORDER BY s.day, s.creditor_id
LIMIT $1
