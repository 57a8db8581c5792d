-- The seals of a creditor's days.
-- $1 creditor int4, $2 first day date (UTC), $3 last day date.
-- Rows: one a sealed day. Locks: none. Twice is harmless: it only reads.
SELECT s.day, s.facts, s.root, s.previous, s.sealed_at, a.place
FROM ledger_seal s
LEFT JOIN ledger_anchor a ON a.creditor_id = s.creditor_id AND a.day = s.day
WHERE s.creditor_id = $1 AND s.day BETWEEN $2 AND $3
ORDER BY s.day
